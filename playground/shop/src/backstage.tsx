import { useState } from 'react'
import type { JSX } from 'react'
import type { Action } from './action.ts'
import { startClickTrace } from './click-trace.ts'
import { farErrors } from './far-errors.ts'
import { pageErrors } from './page-errors.ts'
import { queries } from './queries.ts'
import { volume } from './volume.ts'

const groups: readonly (readonly [string, readonly Action[]])[] = [
  ['Errors in the page', pageErrors],
  ['Errors beyond it', farErrors],
  ['Queries', queries],
  ['Volume', volume],
]

/** A button for each thing that can happen to a shop. */
export function Backstage(): JSX.Element {
  const [line, setLine] = useState('Press something, and see what it does.')

  const press = ({ title, run }: Action): void => {
    startClickTrace(title)
    setLine(`Pressed: ${title}`)
    void Promise.resolve(run()).then(setLine)
  }

  return (
    <section className="backstage" aria-labelledby="backstage">
      <header>
        <h2 id="backstage">Backstage</h2>
        <output>{line}</output>
      </header>
      <div className="groups">
        {groups.map(([heading, actions]) => (
          <div key={heading} className="group">
            <h3>{heading}</h3>
            {actions.map((action) => (
              <button key={action.title} type="button" onClick={() => press(action)}>
                <strong>{action.title}</strong>
                <span>{action.story}</span>
              </button>
            ))}
          </div>
        ))}
      </div>
    </section>
  )
}

import { useState } from 'preact/hooks'
import type { VNode } from 'preact'
import type { EditRecord, EventItem } from 'protocol'
import { AnsiText } from '../../component/ansi-text.tsx'
import { Button } from '../../component/button.tsx'
import { CopyButton } from '../../component/copy-button.tsx'
import { toExceptionTree, toMechanismWords } from './exception-tree.ts'
import type { ExceptionNode } from './exception-tree.ts'
import { StackSection } from './stack-section.tsx'

export interface ExceptionsProps {
  readonly event: EventItem
  readonly save: Pick<EditRecord, 'file' | 'hunks'> | undefined
}

/** What was thrown, what it was caused by or made of, and from where. */
export function Exceptions({ event, save }: ExceptionsProps): VNode | null {
  const [isEveryFrame, setEveryFrame] = useState(false)
  const nodes = toExceptionTree(event.exceptions)
  if (nodes.length === 0) return null
  return (
    <section>
      <h2 class="fl-h2">
        {nodes.length === 1 ? 'Exception' : 'Exceptions'}
        <span class="fl-3rd fl-reg">
          {nodes.length === 1 ? '' : `${nodes.length} in chain · `}
          {toMechanismWords(event.exceptions.at(-1))}
        </span>
        <span class="fl-push fl-row t">
          <Button
            label="In-app"
            kind={isEveryFrame ? 'quiet' : 'plain'}
            isSmall
            isPressed={!isEveryFrame}
            onClick={() => setEveryFrame(false)}
          />
          <Button
            label="All frames"
            kind={isEveryFrame ? 'plain' : 'quiet'}
            isSmall
            isPressed={isEveryFrame}
            onClick={() => setEveryFrame(true)}
          />
        </span>
      </h2>
      <div class="fl-chain">
        {nodes.map((node, place) => (
          <ExceptionRow
            key={node.index}
            node={node}
            event={event}
            isFirst={place === 0}
            isEveryFrame={isEveryFrame}
            save={save}
          />
        ))}
      </div>
    </section>
  )
}

interface ExceptionRowProps extends ExceptionsProps {
  readonly node: ExceptionNode
  readonly isFirst: boolean
  readonly isEveryFrame: boolean
}

function ExceptionRow({ node, event, isFirst, isEveryFrame, save }: ExceptionRowProps): VNode {
  const { exception, index, depth, link } = node
  const { frames, type, value, stack } = exception
  return (
    <div class="fl-link-of" style={{ '--d': depth }}>
      {isFirst && depth === 0 ? null : (
        <div class="fl-cause-head">
          <span class="fl-3rd fl-nowrap">{link}</span>
          <b class="fl-semi">{type ?? 'Error'}</b>
          <span class="fl-2nd fl-message">
            <AnsiText text={value ?? ''} />
          </span>
          <MechanismLine node={node} />
        </div>
      )}
      {frames.length === 0 ? (
        <RawStack stack={stack} isAlone={event.exceptions.length === 1} />
      ) : (
        <StackSection
          key={event.id}
          frames={frames}
          sources={{ event: event.id, exception: String(index) }}
          isEveryFrame={isEveryFrame}
          isOpen={isFirst ? 'always' : 'source'}
          save={save}
        />
      )}
    </div>
  )
}

function MechanismLine({ node }: { readonly node: ExceptionNode }): VNode | null {
  const words = toMechanismWords(node.exception)
  return words === '' ? null : <span class="fl-11 fl-3rd fl-mechanism">{words}</span>
}

interface RawStackProps {
  readonly stack: string | undefined
  /** In a chain the others have one. */
  readonly isAlone: boolean
}

/** Where only the text of a stack came. */
function RawStack({ stack, isAlone }: RawStackProps): VNode | null {
  if (stack === undefined && !isAlone) return null
  if (stack === undefined) return <p class="fl-none">It came without a stack.</p>
  return (
    <div class="fl-raw-stack">
      <CopyButton label="Copy the stack" toText={() => stack} />
      <pre class="fl-mono" tabIndex={0}>
        <AnsiText text={stack} />
      </pre>
    </div>
  )
}

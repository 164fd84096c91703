import { useState } from 'preact/hooks'
import type { VNode } from 'preact'
import type { EventItem } from 'protocol'
import { AttributeList } from '../../component/attribute-list.tsx'
import { Icon } from '../../component/icon.tsx'
import { toSurroundings } from './context-model.ts'
import type { Surrounding } from './context-model.ts'

/** Long ones and those seldom asked for are folded. */
const OPEN: ReadonlySet<string> = new Set(['Where', 'Tags', 'User', 'Request', 'Flags', 'Extra'])
const LONG = 16

export interface SurroundingsProps {
  readonly event: EventItem
  readonly onFilter: (filter: string) => void
}

export function EventSurroundings({ event, onFilter }: SurroundingsProps): VNode {
  return (
    <>
      {toSurroundings(event).map((surrounding) => (
        <SurroundingSection key={surrounding.title} surrounding={surrounding} onFilter={onFilter} />
      ))}
    </>
  )
}

interface SectionProps {
  readonly surrounding: Surrounding
  readonly onFilter: (filter: string) => void
}

function SurroundingSection({ surrounding, onFilter }: SectionProps): VNode {
  const { title, attributes } = surrounding
  const [isOpen, setOpen] = useState(OPEN.has(title) && attributes.length <= LONG)
  // Only tags are what a query finds by this name.
  const filter = title === 'Tags' ? onFilter : undefined
  return (
    <section>
      <h2 class="fl-h2 fl-fold">
        <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          <Icon name={isOpen ? 'down' : 'right'} size="xs" class="fl-3rd" />
          {title}
          <span class="fl-3rd fl-reg">{attributes.length}</span>
        </button>
      </h2>
      {isOpen ? <AttributeList attributes={attributes} onFilter={filter} /> : null}
    </section>
  )
}

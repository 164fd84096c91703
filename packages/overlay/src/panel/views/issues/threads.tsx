import { useState } from 'preact/hooks'
import type { VNode } from 'preact'
import type { EventItem, Thread } from 'protocol'
import { Icon } from '../../component/icon.tsx'
import { toCounted } from '../../format/number.ts'
import { StackSection } from './stack-section.tsx'

/** What else ran when it happened. */
export function Threads({ event }: { readonly event: EventItem }): VNode | null {
  const { threads } = event
  if (threads.length === 0) return null
  return (
    <section>
      <h2 class="fl-h2">
        Threads <span class="fl-3rd fl-reg">{threads.length}</span>
      </h2>
      {threads.map((thread, index) => (
        <ThreadRow key={index} thread={thread} index={index} eventId={event.id} />
      ))}
    </section>
  )
}

interface ThreadRowProps {
  readonly thread: Thread
  readonly index: number
  readonly eventId: string
}

function ThreadRow({ thread, index, eventId }: ThreadRowProps): VNode {
  const { id, name, state, frames, isCrashed, isCurrent, isMain } = thread
  const [isOpen, setOpen] = useState(isCrashed)
  const marks = [
    isCrashed ? 'crashed' : '',
    isCurrent ? 'current' : '',
    isMain ? 'main' : '',
    state,
  ]
  return (
    <div class="fl-thread">
      <button
        type="button"
        class="fl-ftoggle"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name={isOpen ? 'down' : 'right'} size="xs" class="fl-3rd" />
        <span class="fl-semi fl-12 fl-cut">{name ?? `Thread ${id ?? index}`}</span>
        <span class={isCrashed ? 'fl-12 fl-nowrap t-error' : 'fl-12 fl-nowrap fl-3rd'}>
          {marks.filter(Boolean).join(' · ')}
        </span>
        <span class="fl-push fl-11 fl-nowrap fl-3rd">{toCounted(frames.length, 'frame')}</span>
      </button>
      {isOpen && frames.length > 0 ? (
        <StackSection
          frames={frames}
          sources={{ event: eventId, thread: String(index) }}
          isEveryFrame={false}
          isOpen="never"
          save={undefined}
        />
      ) : null}
    </div>
  )
}

import type { ComponentChildren, VNode } from 'preact'
import type { Failure } from 'protocol'
import { toCounted } from '../format/number.ts'
import { Button } from './button.tsx'
import { FailureState } from './failure-state.tsx'
import { HiddenNote } from './hidden-note.tsx'

export interface ListFrameProps {
  /** How many only the scope hides. */
  readonly hidden: number
  /** New ones that wait so that nothing moves. */
  readonly waiting: number
  readonly onLatest: () => void
  readonly isLoading: boolean
  readonly isStale: boolean
  readonly failure: Failure | undefined
  readonly isEmpty: boolean
  /** Shown once it is known that there is nothing. */
  readonly empty: ComponentChildren
  readonly children: ComponentChildren
}

/** What every list has around it: what is hidden, what waits, what went wrong, what to do with none. */
export function ListFrame(props: ListFrameProps): VNode {
  const { hidden, waiting, onLatest, isLoading, isStale, failure, isEmpty, empty, children } = props
  const isBare = isEmpty && !isLoading
  return (
    <div class={isStale ? 'fl-list-frame fl-stale' : 'fl-list-frame'} aria-busy={isLoading}>
      <HiddenNote hidden={hidden} />
      {waiting === 0 ? null : (
        <Button
          label={toCounted(waiting, 'newer', 'newer')}
          icon="up"
          isSmall
          class="fl-newer"
          onClick={onLatest}
        />
      )}
      {failure !== undefined && isEmpty ? <FailureState failure={failure} /> : null}
      {failure === undefined && isBare ? empty : null}
      {isEmpty ? null : children}
    </div>
  )
}

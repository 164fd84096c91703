import type { ComponentChildren, VNode } from 'preact'
import type { PagedList } from '../data/use-list.ts'
import { toCounted } from '../format/number.ts'
import { Button } from './button.tsx'
import { FailureState } from './failure-state.tsx'
import { HiddenNote } from './hidden-note.tsx'
import type { Selection } from './use-selection.ts'

export interface ListFrameProps {
  /** How many only the scope hides. */
  readonly hidden: number
  readonly list: PagedList<unknown>
  /** What is selected in it is let go when somebody asks for what is newer. */
  readonly selection?: Pick<Selection, 'onSelect'>
  /** Shown once it is known that there is nothing. */
  readonly empty: ComponentChildren
  readonly children: ComponentChildren
}

/** What every list has around it: what is hidden, what waits, what went wrong, what to do with none. */
export function ListFrame({ hidden, list, selection, empty, children }: ListFrameProps): VNode {
  const { waiting, isLoading, isStale, failure } = list
  const isEmpty = list.items.length === 0
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
          onClick={() => {
            selection?.onSelect(undefined)
            list.showLatest()
          }}
        />
      )}
      {failure !== undefined && isEmpty ? <FailureState failure={failure} /> : null}
      {failure === undefined && isBare ? empty : null}
      {isEmpty ? null : children}
    </div>
  )
}

import type { VNode } from 'preact'
import { toDirection, toNextSort } from './sort-order.ts'

export interface SortHeadProps {
  readonly label: string
  /** As the read API calls it. */
  readonly field: string
  readonly sort: string | undefined
  readonly usual: string
  readonly onSort: (sort: string | undefined) => void
  readonly class?: string
}

/** The head of a column by which a list can be put in order. */
export function SortHead({ label, field, sort, usual, onSort, ...props }: SortHeadProps): VNode {
  const direction = toDirection(field, sort, usual)
  const classes = [props.class, direction === undefined ? '' : 'sort']
  return (
    <span role="columnheader" class={classes.filter(Boolean).join(' ')} aria-sort={direction}>
      <button
        type="button"
        class="fl-sort"
        title={`Sort by ${label.toLowerCase()}`}
        onClick={() => onSort(toNextSort(field, sort, usual))}
      >
        {label}
        {direction === undefined ? null : direction === 'descending' ? ' ↓' : ' ↑'}
      </button>
    </span>
  )
}

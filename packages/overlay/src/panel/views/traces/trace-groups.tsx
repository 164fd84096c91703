import type { VNode } from 'preact'
import { EmptyState } from '../../component/empty-state.tsx'
import { FailureState } from '../../component/failure-state.tsx'
import { SortHead } from '../../component/sort-head.tsx'
import { useRowHeight } from '../../component/use-row-height.ts'
import { useSelection } from '../../component/use-selection.ts'
import { VirtualList } from '../../component/virtual-list.tsx'
import { useAnswer } from '../../data/use-answer.ts'
import { toDurationText } from '../../format/duration.ts'
import { toCountText } from '../../format/number.ts'
import {
  groupStats,
  readGroupSort,
  toGroupQuestion,
  toTraceGroups,
  usualGroupSort,
} from './trace-groups-model.ts'

export interface TraceGroupsProps {
  readonly query: string
  readonly group: string
  readonly sort: string | undefined
  readonly onSort: (sort: string | undefined) => void
  readonly onFilter: (term: string) => void
}

/** How often and how long, for each value of a field; each narrows the list to itself. */
export function TraceGroups({ query, group, sort, onSort, onFilter }: TraceGroupsProps): VNode {
  const answer = useAnswer('stats', toGroupQuestion(group, query, sort))
  const selection = useSelection(`traces.${group}`)
  const rowHeight = useRowHeight('one') + 4
  const groups = toTraceGroups(group, answer.value?.rows ?? [])
  const longest = Math.max(...groups.map(({ most }) => most ?? 0), 1)
  if (answer.failure !== undefined) return <FailureState failure={answer.failure} />
  if (groups.length === 0 && !answer.isLoading) {
    return (
      <EmptyState icon="layers" title={`No trace has ${group}`}>
        Choose another field, or take a part of the filter away.
      </EmptyState>
    )
  }
  const head = { sort: readGroupSort(sort), usual: usualGroupSort, onSort }
  return (
    <div class="fl-body fl-col" aria-busy={answer.isLoading}>
      <VirtualList
        label={`Traces by ${group}`}
        class="fl-trace-groups"
        memory={`traces.${group}`}
        items={groups}
        toKey={({ key }) => key}
        rowHeight={rowHeight}
        header={
          <>
            <span role="columnheader" class="fl-cut">
              {group}
            </span>
            <SortHead {...head} label="Count" field={groupStats.count} class="fl-num" />
            <SortHead {...head} label="p50" field={groupStats.half} class="fl-num" />
            <SortHead {...head} label="p95" field={groupStats.most} class="c-took" />
          </>
        }
        renderRow={({ name, count, half, most }) => (
          <>
            <span role="gridcell" class={name === '' ? 'fl-cut fl-3rd' : 'fl-cut'}>
              {name === '' ? '(without)' : name}
            </span>
            <span role="gridcell" class="fl-num fl-med">
              {toCountText(count)}
            </span>
            <span role="gridcell" class="fl-num fl-12 fl-2nd">
              {half === undefined ? '' : toDurationText(half)}
            </span>
            <span role="gridcell" class="c-bar">
              <span class="fl-num">{most === undefined ? '' : toDurationText(most)}</span>
              <i style={{ width: `${((most ?? 0) / longest) * 100}%` }} />
            </span>
          </>
        )}
        selected={selection.selected}
        onSelect={selection.onSelect}
        onOpen={({ term }) => onFilter(term)}
      />
    </div>
  )
}

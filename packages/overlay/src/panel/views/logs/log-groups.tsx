import type { VNode } from 'preact'
import { toFilterText } from 'protocol'
import type { Json } from 'protocol'
import { EmptyState } from '../../component/empty-state.tsx'
import { FailureState } from '../../component/failure-state.tsx'
import { toFilterValue } from '../../component/json-text.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { toCountText } from '../../format/number.ts'

export interface LogGroupsProps {
  readonly query: string
  readonly group: string
  readonly onFilter: (term: string) => void
}

/** How often each value of an attribute occurs; each narrows the list to itself. */
export function LogGroups({ query, group, onFilter }: LogGroupsProps): VNode {
  const answer = useAnswer('stats', { source: 'logs', stat: 'count()', group, query, limit: '200' })
  const rows = answer.value?.rows ?? []
  const most = Math.max(...rows.map(({ values }) => values['count()'] ?? 0), 1)
  if (answer.failure !== undefined) return <FailureState failure={answer.failure} />
  if (rows.length === 0 && !answer.isLoading) {
    return (
      <EmptyState icon="list" title={`No log has ${group}`}>
        Choose another attribute, or take a part of the filter away.
      </EmptyState>
    )
  }
  return (
    <div class="fl-scroll fl-groups" aria-busy={answer.isLoading}>
      <div class="fl-lh" aria-hidden="true">
        <span class="fl-cut">{group}</span>
        <span class="fl-num sort">Count ↓</span>
      </div>
      {rows.map(({ group: [value], values }) => {
        const count = values['count()'] ?? 0
        const text = toText(value)
        return (
          <button
            key={text}
            type="button"
            class="fl-groups-row"
            onClick={() => onFilter(text === '' ? `!has:${group}` : toFilterText(group, text))}
          >
            <span class="fl-cut">{text === '' ? '(without)' : text}</span>
            <span class="fl-num">{toCountText(count)}</span>
            <span class="bar">
              <i style={{ width: `${(count / most) * 100}%` }} />
            </span>
          </button>
        )
      })}
    </div>
  )
}

function toText(value: Json | undefined): string {
  if (value === undefined || value === null) return ''
  return toFilterValue(value) ?? JSON.stringify(value)
}

import type { VNode } from 'preact'
import { useAnswer } from '../data/use-answer.ts'

export interface GroupFieldProps {
  readonly source: 'logs' | 'spans'
  /** Offered first, before what the store knows. */
  readonly first: readonly string[]
  readonly group: string | undefined
  readonly onGroup: (group: string | undefined) => void
}

/** Chooses what a list is grouped by. */
export function GroupField({ source, first, group, onGroup }: GroupFieldProps): VNode {
  const attributes = useAnswer('attributes', { source, limit: '200' })
  const known = attributes.value?.items.map(({ key }) => key) ?? []
  const keys = new Set([...first, ...(group === undefined ? [] : [group]), ...known])
  return (
    <label class="fl-group-by">
      <span class="fl-hide">Group by</span>
      <select
        value={group ?? ''}
        onChange={({ currentTarget }) => onGroup(currentTarget.value || undefined)}
      >
        <option value="">No groups</option>
        {[...keys].map((key) => (
          <option key={key} value={key}>
            By {key}
          </option>
        ))}
      </select>
    </label>
  )
}

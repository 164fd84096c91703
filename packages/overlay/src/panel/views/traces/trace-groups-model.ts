import type { Json, Parameters, StatsRow } from 'protocol'
import { toFilterText } from 'protocol'
import { toFilterValue } from '../../component/json-text.ts'

/** What is told of each group, as the read API calls it. */
export const groupStats: Readonly<Record<'count' | 'half' | 'most', string>> = {
  count: 'count()',
  half: 'p50(duration)',
  most: 'p95(duration)',
}

export const usualGroupSort: string = `-${groupStats.count}`

/** More groups than anyone reads say that the field tells every trace apart. */
const GROUP_LIMIT = '200'

/** What a trace says itself. Everything else is said by its parts. */
const traceFields: readonly string[] = ['name', 'op', 'status']

/** The order that the address asks for, where groups can stand so. */
export function readGroupSort(sort: string | undefined): string | undefined {
  const known: readonly string[] = Object.values(groupStats)
  return sort !== undefined && known.includes(sort.replace(/^-/, '')) ? sort : undefined
}

/**
 * A field that traces do not have is asked of their segments: each request, page load or job that
 * took part is one, so that a page's requests are told apart from the page.
 */
export function toGroupQuestion(
  group: string,
  query: string,
  sort: string | undefined,
): Parameters {
  const isOwn = traceFields.includes(group)
  const narrowed = query.trim() === '' ? 'is:segment' : `is:segment (${query})`
  return {
    source: isOwn ? 'traces' : 'spans',
    stat: Object.values(groupStats).join(','),
    group,
    query: isOwn ? query : narrowed,
    sort: readGroupSort(sort) ?? usualGroupSort,
    limit: GROUP_LIMIT,
  }
}

export interface TraceGroup {
  readonly key: string
  /** Empty for those that do not have the field. */
  readonly name: string
  readonly count: number
  readonly half: number | undefined
  readonly most: number | undefined
  /** Narrows the list of traces to it. */
  readonly term: string
}

export function toTraceGroups(group: string, rows: readonly StatsRow[]): readonly TraceGroup[] {
  return rows.map(({ group: [value], values }) => {
    const name = toName(value)
    return {
      key: JSON.stringify(value ?? null),
      name,
      count: values[groupStats.count] ?? 0,
      half: values[groupStats.half] ?? undefined,
      most: values[groupStats.most] ?? undefined,
      term: name === '' ? `!has:${group}` : toFilterText(group, name),
    }
  })
}

function toName(value: Json | undefined): string {
  if (value === undefined || value === null) return ''
  return toFilterValue(value) ?? JSON.stringify(value)
}

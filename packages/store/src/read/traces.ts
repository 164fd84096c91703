import { toSelfTime } from 'protocol'
import type { Parameters, TraceSampling, TraceSummary } from 'protocol'
import type { SqlRow } from '../driver/database.ts'
import type { ReadContext } from './context.ts'
import { readListParameters } from './list-parameters.ts'
import { readRows, toAnswer } from './lists.ts'
import type { CountedList } from './lists.ts'
import { createMembers } from './members.ts'
import { optional } from './origins.ts'
import { readSort } from './sort.ts'
import { traceWhole } from './trace-whole.ts'
import { readWholePage } from './whole-page.ts'
import { readWritten } from '../written-json.ts'

/** The spans of a trace come one after another: those of so many are in a few blocks. */
const WINDOW = 256

export function listTraces(context: ReadContext, parameters: Parameters): CountedList {
  const { database, index, planner, origins } = context
  const { query, limit, cursor, sort } = readListParameters(parameters)
  const { source } = traceWhole
  const members = createMembers(database, index, planner, planner.parse(query), traceWhole)
  const page = readWholePage(database, {
    source,
    members,
    window: WINDOW,
    sort: readSort(sort, source, '-start'),
    limit,
    cursor,
  })
  const rows = readRows(context, source, page.rows)
  return toAnswer(
    page,
    rows.map((row) => toTraceSummary(row, origins.servicesOf(readTraceScopes(row)))),
  )
}

/** The self time of spans shown without their trace: their children are looked up. */
export function withSelfTimes(
  context: ReadContext,
  rows: readonly SqlRow[],
  items: readonly object[],
): readonly object[] {
  const byTrace = new Map<number, string[]>()
  for (const row of rows) {
    const ids = byTrace.get(Number(row['trace'])) ?? []
    ids.push(String(row['span_id']))
    byTrace.set(Number(row['trace']), ids)
  }
  const children = new Map<string, { start: number; duration: number }[]>()
  for (const [trace, ids] of byTrace) {
    const found = context.database.all(
      `SELECT parent_id, time, duration FROM span
        WHERE trace = ? AND parent_id IN (SELECT value FROM json_each(?))`,
      [trace, JSON.stringify(ids)],
    )
    for (const child of found) {
      const key = `${trace} ${String(child['parent_id'])}`
      const siblings = children.get(key) ?? []
      siblings.push({ start: Number(child['time']), duration: Number(child['duration']) })
      children.set(key, siblings)
    }
  }
  return items.map((item, index) => {
    const row = rows[index]
    if (row === undefined) return item
    const inner = children.get(`${Number(row['trace'])} ${String(row['span_id'])}`) ?? []
    const span = { start: Number(row['time']), duration: Number(row['duration']) }
    return { ...item, selfTime: toSelfTime(span, inner) }
  })
}

export function readTraceScopes(row: SqlRow): readonly number[] {
  return readWritten<readonly number[]>(row['scopes'])
}

export function toTraceSummary(row: SqlRow, services: readonly string[]): TraceSummary {
  return {
    traceId: String(row['trace_id']),
    name: String(row['name']),
    op: String(row['op']),
    status: optional(row['status']),
    start: Number(row['start']),
    duration: Number(row['end']) - Number(row['start']),
    spanCount: Number(row['span_count']),
    errorCount: Number(row['error_count']),
    logCount: Number(row['log_count']),
    services,
    sampling: row['sampling'] === null ? undefined : readWritten<TraceSampling>(row['sampling']),
  }
}

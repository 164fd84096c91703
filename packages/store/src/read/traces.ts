import type { Parameters, TraceSummary } from 'protocol'
import type { SqlRow } from '../driver/database.ts'
import type { ReadContext } from './context.ts'
import { toSpan } from './items.ts'
import { readListParameters } from './list-parameters.ts'
import { readRows, toAnswer } from './lists.ts'
import type { CountedList } from './lists.ts'
import { createMembers } from './members.ts'
import { optional } from './origins.ts'
import { notFound } from './refusal.ts'
import { readSort } from './sort.ts'
import { toSelfTime, toSpanTree } from './span-tree.ts'
import { traceWhole } from './trace-whole.ts'
import { readWholePage } from './whole-page.ts'
import { readWritten } from '../written-json.ts'

/** A trace with more is shown by its first spans; the others are in the list of spans. */
const SPAN_LIMIT = 50_000
const LOG_LIMIT = 2000
const ERROR_LIMIT = 200

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
    rows.map((row) => toSummary(row, origins.servicesOf(readScopes(row)))),
  )
}

export function readTrace(context: ReadContext, traceId: string): object {
  const { database, items, origins } = context
  const row = findTrace(context, traceId)
  const no = Number(row['no'])
  const select = (table: string, limit: number): readonly SqlRow[] => {
    const sql = `SELECT * FROM ${table} WHERE trace = ? ORDER BY time, no LIMIT ?`
    return database.all(sql, [no, limit])
  }
  const rows = select('span', SPAN_LIMIT)
  const clockOf = toClocks(context)
  const originOf = origins.originsOf(rows)
  const tree = toSpanTree(
    rows.map((span) => ({
      spanId: String(span['span_id']),
      parentSpanId: optional(span['parent_id']),
      start: Number(span['time']),
      duration: Number(span['duration']),
      clock: clockOf(Number(span['scope'])),
    })),
  )
  const spans = rows.map((span) => {
    const { selfTime, clockShift } = tree.placeOf(String(span['span_id']))
    const item = toSpan(span, { origin: originOf(span), traceId })
    const shift = clockShift === 0 ? undefined : clockShift
    return { ...item, start: Number(span['time']) + clockShift, selfTime, clockShift: shift }
  })
  return {
    ...toSummary(row, origins.servicesOf(readScopes(row))),
    spans,
    errors: items.of('event', select('event', ERROR_LIMIT)),
    logs: items.of('log', select('log', LOG_LIMIT)),
    findings: items.of('finding', select('finding', ERROR_LIMIT)),
    missing: tree.missing,
  }
}

/** Ids may be given by their first eight digits, as they are shown. */
function findTrace({ database }: ReadContext, traceId: string): SqlRow {
  const id = traceId.toLowerCase().replaceAll('-', '')
  const exact = database.get('SELECT * FROM trace WHERE trace_id = ?', [id])
  if (exact) return exact
  const near =
    id.length >= 8
      ? database.all('SELECT * FROM trace WHERE trace_id >= ? AND trace_id < ? LIMIT 2', [
          id,
          // Not every id is of hex digits; none has a letter that comes after this one.
          `${id}~`,
        ])
      : []
  const [only] = near
  if (only === undefined || near.length > 1) throw notFound('trace', traceId)
  return only
}

/** Spans of one process share a clock. */
/** Of each scope, made once: a trace has ten thousand spans of a few. */
function toClocks({ origins }: ReadContext): (scope: number) => string {
  const clocks = new Map<number, string>()
  return (scope) => {
    let clock = clocks.get(scope)
    if (clock === undefined) {
      const { service, serverName, platform } = origins.scopeOf(scope)
      clocks.set(scope, (clock = `${service} ${serverName} ${platform}`))
    }
    return clock
  }
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

function readScopes(row: SqlRow): readonly number[] {
  return readWritten<readonly number[]>(row['scopes'])
}

function toSummary(row: SqlRow, services: readonly string[]): TraceSummary {
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
  }
}

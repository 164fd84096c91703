import type { JsonObject, SpanOutline } from 'protocol'
import type { SqlRow } from '../driver/database.ts'
import { readWritten } from '../written-json.ts'
import type { ReadContext } from './context.ts'
import { toSpan } from './items.ts'
import { optional } from './origins.ts'
import { notFound } from './refusal.ts'
import { toSpanTree } from './span-tree.ts'
import { readTraceScopes, toTraceSummary } from './traces.ts'

/** A trace with more is shown by its first spans; the others are in the list of spans. */
const SPAN_LIMIT = 50_000
const LOG_LIMIT = 2000
const ERROR_LIMIT = 200

export function readTrace(context: ReadContext, traceId: string): object {
  const trace = findTrace(context, traceId)
  const rows = selectOf(context, trace, 'span', SPAN_LIMIT)
  const clockOf = toClocks(context)
  const originOf = context.origins.originsOf(rows)
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
  return { ...readAround(context, trace), spans, missing: tree.missing }
}

/** What is told of a span beside its name, where it is a row of many. */
const shownAttributes = [
  'http.response.status_code',
  'http.response_content_length',
  'http.response.body.size',
]

/**
 * One text of all rows, made by SQLite: ten thousand spans in a third of the time that a driver
 * needs to hand them out row by row. Times are told from the beginning of the trace, since SQLite
 * writes fifteen digits of a number. Most attributes are not read: they say nothing of an answer.
 */
const outlineSql = `
  SELECT json_group_array(json_array(span_id, parent_id, time - ?, duration, scope, op, name, status,
    CASE WHEN instr(attributes, '"http.response') > 0 THEN json(attributes) END)) AS rows
  FROM (
    SELECT span_id, parent_id, time, duration, scope, op, name, status, attributes
    FROM span WHERE trace = ? ORDER BY time, no LIMIT ?
  )`

type OutlineRow = readonly [
  spanId: string,
  parentSpanId: string | null,
  time: number,
  duration: number,
  scope: number,
  op: string,
  name: string,
  status: string | null,
  attributes: JsonObject | null,
]

export function readTraceOutline(context: ReadContext, traceId: string): object {
  const { database, origins } = context
  const trace = findTrace(context, traceId)
  const begin = Number(trace['start'])
  const found = database.get(outlineSql, [begin, Number(trace['no']), SPAN_LIMIT])
  const rows = readWritten<readonly OutlineRow[]>(found?.['rows'])
  const clockOf = toClocks(context)
  const tree = toSpanTree(
    rows.map(([spanId, parent, time, duration, scope]) => ({
      spanId,
      parentSpanId: parent ?? undefined,
      start: begin + time,
      duration,
      clock: clockOf(scope),
    })),
  )
  const spans = rows.map((row): SpanOutline => {
    const [spanId, parent, time, duration, scope, op, name, status, attributes] = row
    const { selfTime, clockShift } = tree.placeOf(spanId)
    return {
      spanId,
      parentSpanId: parent ?? undefined,
      op,
      name,
      start: begin + time + clockShift,
      duration,
      selfTime,
      status: status ?? undefined,
      service: origins.scopeOf(scope).service,
      attributes: attributes === null ? undefined : toShown(attributes),
    }
  })
  return { ...readAround(context, trace), spans, missing: tree.missing }
}

function toShown(attributes: JsonObject): JsonObject {
  return Object.fromEntries(
    shownAttributes.flatMap((key) => {
      const value = attributes[key]
      return value === undefined ? [] : [[key, value]]
    }),
  )
}

/** Everything of a trace but its spans. */
function readAround(context: ReadContext, trace: SqlRow): object {
  const { items, origins } = context
  return {
    ...toTraceSummary(trace, origins.servicesOf(readTraceScopes(trace))),
    errors: items.of('event', selectOf(context, trace, 'event', ERROR_LIMIT)),
    logs: items.of('log', selectOf(context, trace, 'log', LOG_LIMIT)),
    findings: items.of('finding', selectOf(context, trace, 'finding', ERROR_LIMIT)),
  }
}

function selectOf(
  { database }: ReadContext,
  trace: SqlRow,
  table: string,
  limit: number,
): readonly SqlRow[] {
  const sql = `SELECT * FROM ${table} WHERE trace = ? ORDER BY time, no LIMIT ?`
  return database.all(sql, [Number(trace['no']), limit])
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

/** Spans of one process share a clock. Each is made once: ten thousand spans are of a few. */
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

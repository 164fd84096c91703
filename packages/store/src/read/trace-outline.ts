import type { JsonObject, SpanColumns } from 'protocol'
import { readWritten } from '../written-json.ts'
import type { ReadContext } from './context.ts'
import { toSpanTree } from './span-tree.ts'
import { findTrace, readAround, SPAN_LIMIT, toClocks } from './trace-around.ts'
import { readTraceScopes } from './traces.ts'

/** What is told of a span beside its name, where it is a row of many. */
const shownAttributes = [
  'http.response.status_code',
  'http.response_content_length',
  'http.response.body.size',
]

/** Whole numbers are written and read in a quarter of the time that fractions take. */
const NANOSECONDS = 1_000_000

/**
 * Columns as texts that SQLite makes: ten thousand spans in a third of the time that a driver needs
 * to hand them out row by row. Most attributes are not read: they say nothing of an answer.
 */
const outlineSql = `
  SELECT json_group_array(span_id) AS spanId, json_group_array(parent_id) AS parentSpanId,
    json_group_array(op) AS op, json_group_array(name) AS name,
    json_group_array(CAST(round((time - ?) * ${NANOSECONDS}) AS INTEGER)) AS start,
    json_group_array(CAST(round(duration * ${NANOSECONDS}) AS INTEGER)) AS duration,
    json_group_array(status) AS status, json_group_array(scope) AS scope,
    json_group_object(span_id, json(attributes))
      FILTER (WHERE instr(attributes, '"http.response') > 0) AS answers
  FROM (
    SELECT span_id, parent_id, time, duration, scope, op, name, status, attributes
    FROM span WHERE trace = ? ORDER BY time, no LIMIT ?
  )`

export function readTraceOutline(context: ReadContext, traceId: string): object {
  const { database, origins } = context
  const trace = findTrace(context, traceId)
  const around = readAround(context, trace)
  const found = database.get(outlineSql, [around.start, Number(trace['no']), SPAN_LIMIT])
  const scopes = readWritten<readonly number[]>(found?.['scope'])
  const answers = readWritten<Readonly<Record<string, JsonObject>>>(found?.['answers'])
  const serviceOf = new Map(
    readTraceScopes(trace).map((scope) => {
      const { service } = origins.scopeOf(scope)
      return [scope, service === undefined ? -1 : around.services.indexOf(service)]
    }),
  )
  const columns: SpanColumns = {
    spanId: readWritten(found?.['spanId']),
    parentSpanId: readWritten(found?.['parentSpanId']),
    op: readWritten(found?.['op']),
    name: readWritten(found?.['name']),
    start: readWritten(found?.['start']),
    duration: readWritten(found?.['duration']),
    status: readWritten(found?.['status']),
    service: scopes.map((scope) => serviceOf.get(scope) ?? -1),
    answers: Object.fromEntries(
      Object.entries(answers).map(([id, attributes]) => [id, toShown(attributes)]),
    ),
  }
  const clockOf = toClocks(context)
  // Mostly one process sent all of it: then no clock can be out of step with another.
  const hasOneClock = new Set(scopes).size < 2 || new Set(scopes.map(clockOf)).size < 2
  const spans = hasOneClock ? columns : toInStep(columns, (place) => clockOf(scopes[place] ?? 0))
  return { ...around, spans, missing: toMissing(columns) }
}

/** Where clocks put the spans that are out of step with their callers'. */
function toInStep(columns: SpanColumns, clockOf: (place: number) => string): SpanColumns {
  const { spanId, parentSpanId, start, duration } = columns
  const tree = toSpanTree(
    spanId.map((id, place) => ({
      spanId: id,
      parentSpanId: parentSpanId[place] ?? undefined,
      start: start[place] ?? 0,
      duration: duration[place] ?? 0,
      clock: clockOf(place),
    })),
  )
  const placed = spanId.map((id, place) => Math.round((start[place] ?? 0) + tree.shiftOf(id)))
  return { ...columns, start: placed }
}

/** Parents that are named and never came. */
function toMissing({ spanId, parentSpanId }: SpanColumns): readonly string[] {
  const here = new Set<string | null>(spanId)
  return [...new Set(parentSpanId.filter((parent) => parent !== null && !here.has(parent)))].filter(
    (parent) => parent !== null,
  )
}

function toShown(attributes: JsonObject): JsonObject {
  return Object.fromEntries(
    shownAttributes.flatMap((key) => {
      const value = attributes[key]
      return value === undefined ? [] : [[key, value]]
    }),
  )
}

import type { TraceSummary } from 'protocol'
import type { SqlRow } from '../driver/database.ts'
import type { ReadContext } from './context.ts'
import { notFound } from './refusal.ts'
import { readTraceScopes, toTraceSummary } from './traces.ts'

/** A trace with more is shown by its first spans; the others are in the list of spans. */
export const SPAN_LIMIT = 50_000
const LOG_LIMIT = 2000
const ERROR_LIMIT = 200

/** Everything of a trace but its spans. */
interface TraceAround extends TraceSummary {
  readonly errors: readonly object[]
  readonly logs: readonly object[]
  readonly findings: readonly object[]
}

export function readAround(context: ReadContext, trace: SqlRow): TraceAround {
  const { items, origins } = context
  return {
    ...toTraceSummary(trace, origins.servicesOf(readTraceScopes(trace))),
    errors: items.of('event', selectOf(context, trace, 'event', ERROR_LIMIT)),
    logs: items.of('log', selectOf(context, trace, 'log', LOG_LIMIT)),
    findings: items.of('finding', selectOf(context, trace, 'finding', ERROR_LIMIT)),
  }
}

export function selectOf(
  { database }: ReadContext,
  trace: SqlRow,
  table: string,
  limit: number,
): readonly SqlRow[] {
  const sql = `SELECT * FROM ${table} WHERE trace = ? ORDER BY time, no LIMIT ?`
  return database.all(sql, [Number(trace['no']), limit])
}

/** Ids may be given by their first eight digits, as they are shown. */
export function findTrace({ database }: ReadContext, traceId: string): SqlRow {
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
export function toClocks({ origins }: ReadContext): (scope: number) => string {
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

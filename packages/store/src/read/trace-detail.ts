import type { ReadContext } from './context.ts'
import { toSpan } from './items.ts'
import { optional } from './origins.ts'
import { toSpanTree } from './span-tree.ts'
import { findTrace, readAround, SPAN_LIMIT, selectOf, toClocks } from './trace-around.ts'

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
    const spanId = String(span['span_id'])
    const selfTime = tree.selfTimeOf(spanId)
    const clockShift = tree.shiftOf(spanId)
    const item = toSpan(span, { origin: originOf(span), traceId })
    const shift = clockShift === 0 ? undefined : clockShift
    return { ...item, start: Number(span['time']) + clockShift, selfTime, clockShift: shift }
  })
  return { ...readAround(context, trace), spans, missing: tree.missing }
}

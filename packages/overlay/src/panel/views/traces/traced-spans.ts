import type { TraceOutline } from 'protocol'
import type { TreeSpan } from '../../span/span-tree.ts'

/** A span of a trace that is drawn. */
export interface TracedSpan extends TreeSpan {
  readonly service: string | undefined
}

const NANOSECONDS = 1_000_000

/** The spans of a trace, out of the columns they come in. */
export function toTracedSpans({
  start: begin,
  services,
  spans,
}: TraceOutline): readonly TracedSpan[] {
  const { spanId, parentSpanId, op, name, start, duration, status, service } = spans
  const answers = new Map(Object.entries(spans.answers))
  return spanId.map((id, place) => ({
    spanId: id,
    parentSpanId: parentSpanId[place] ?? undefined,
    op: op[place] ?? '',
    name: name[place] ?? '',
    start: begin + (start[place] ?? 0) / NANOSECONDS,
    duration: (duration[place] ?? 0) / NANOSECONDS,
    status: status[place] ?? undefined,
    attributes: answers.get(id),
    service: services[service[place] ?? -1],
  }))
}

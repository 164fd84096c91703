import type { EventRecord } from '../record/event.ts'
import type { Dropped, SpanEvent, SpanLink, SpanRecord } from '../record/trace.ts'
import { isException, toExceptionEvent } from './exception.ts'
import type { ToldException } from './exception.ts'
import type { OtlpLink, OtlpSpan } from './model.ts'
import { withOrigin } from './resource.ts'
import type { GroupOrigin } from './resource.ts'
import type { OtlpSource } from './source.ts'
import { toSpanName } from './span-name.ts'
import { toSpanOp } from './span-op.ts'

/** Spans, each followed by the exceptions that were recorded on it. */
export function toSpanRecords(
  spans: readonly OtlpSpan[],
  origin: GroupOrigin,
  source: OtlpSource,
): readonly (SpanRecord | EventRecord)[] {
  const records: (SpanRecord | EventRecord)[] = []
  const seen = new Map<string, number>()
  for (const span of spans) {
    const record = toSpanRecord(span, records.length, origin, source)
    if (record === undefined) {
      source.report('payload-field', 'a span without trace id or span id')
      continue
    }
    records.push(record)
    for (const event of record.events) {
      if (event.name !== 'exception' && !isException(event.attributes)) continue
      records.push(toSpanException(event, record, { origin, seen }))
    }
  }
  return records
}

function toSpanRecord(
  span: OtlpSpan,
  index: number,
  origin: GroupOrigin,
  source: OtlpSource,
): SpanRecord | undefined {
  const { traceId, spanId } = span
  if (traceId === undefined || spanId === undefined) return undefined
  const time = span.start ?? span.end ?? source.receivedAt
  const op = toSpanOp(span.attributes, span.kind)
  const name = toSpanName(span.name, op, span.attributes)
  const isSegment = isSegmentSpan(span)
  const own = name === span.name ? span.attributes : withOwnName(span)
  return {
    kind: 'span',
    time,
    item: source.index,
    scope: origin.scope,
    traceId,
    spanId,
    parentSpanId: span.parentSpanId,
    segmentId: isSegment ? spanId : undefined,
    segmentName: isSegment ? name : undefined,
    isSegment,
    op,
    name,
    duration: Math.max((span.end ?? time) - time, 0),
    status: span.isError ? 'error' : 'ok',
    statusMessage: span.statusMessage,
    origin: origin.instrumentation,
    spanKind: span.kind,
    attributes: withOrigin(own, origin, index),
    units: undefined,
    measurements: undefined,
    links: toLinks(span.links),
    events: toEvents(span, time),
    traceState: span.traceState,
    dropped: toDropped(span),
  }
}

/** Whether the flags know that the parent is remote, and whether it is. */
const HAS_IS_REMOTE = 0x100
const IS_REMOTE = 0x200

/** The first span of a service: its parent is none, or another service's. */
function isSegmentSpan({ parentSpanId, flags, kind }: OtlpSpan): boolean {
  if (parentSpanId === undefined) return true
  if ((flags & HAS_IS_REMOTE) !== 0) return (flags & IS_REMOTE) !== 0
  return kind === 'server' || kind === 'consumer'
}

function withOwnName({ name, attributes }: OtlpSpan): OtlpSpan['attributes'] {
  return name === '' ? attributes : { ...attributes, 'otel.span.name': name }
}

const noLinks: readonly SpanLink[] = []
const noEvents: readonly SpanEvent[] = []

function toLinks(links: readonly OtlpLink[]): readonly SpanLink[] {
  if (links.length === 0) return noLinks
  const found: SpanLink[] = []
  for (const { traceId, spanId, flags, attributes } of links) {
    if (traceId === undefined || spanId === undefined) continue
    // Senders that know no flags leave them 0.
    const isSampled = flags === 0 ? undefined : (flags & 1) === 1
    found.push({ traceId, spanId, isSampled, attributes })
  }
  return found
}

function toEvents({ events }: OtlpSpan, start: number): readonly SpanEvent[] {
  if (events.length === 0) return noEvents
  return events.map(({ name, time = start, attributes }) => ({ name, time, attributes }))
}

function toDropped(span: OtlpSpan): Dropped | undefined {
  const { droppedAttributes: attributes, droppedEvents: events, droppedLinks: links } = span
  return attributes + events + links > 0 ? { attributes, events, links } : undefined
}

function toSpanException(
  event: SpanEvent,
  span: SpanRecord,
  { origin, seen }: Pick<ToldException, 'origin' | 'seen'>,
): EventRecord {
  return toExceptionEvent({
    attributes: event.attributes,
    origin,
    time: event.time,
    item: span.item,
    level: 'error',
    message: undefined,
    template: undefined,
    logger: undefined,
    transaction: span.segmentName,
    traceId: span.traceId,
    spanId: span.spanId,
    parentSpanId: span.parentSpanId,
    derivedFrom: 'span-event',
    seen,
  })
}

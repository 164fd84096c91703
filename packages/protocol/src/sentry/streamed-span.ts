import { readTypedAttributes } from '../attributes.ts'
import { readId, readSpanId } from '../id.ts'
import type { Item } from '../item.ts'
import { isObject, readBoolean, readText } from '../json.ts'
import type { Payload } from '../payload.ts'
import type { SpanRecord } from '../record/trace.ts'
import { readTime } from '../time.ts'
import { createAttributeScopes } from './attribute-scope.ts'
import type { AttributeScopes } from './attribute-scope.ts'
import { noEvents, readLinks, readSpanKind, readStatus } from './span-parts.ts'

/** The entries of a `span` container; what has no ids or start is reported. */
export function readStreamedSpans(item: Item, entries: readonly unknown[]): readonly SpanRecord[] {
  const spans: SpanRecord[] = []
  const scopes = createAttributeScopes(item.scope)
  for (const entry of entries) {
    const span = isObject(entry) ? readStreamedSpan(entry, item, scopes) : undefined
    if (span === undefined)
      item.report('payload-field', 'a span without trace id, span id or start')
    else spans.push(span)
  }
  return spans
}

/** A span of the streaming form: `name`, `end_timestamp`, typed attributes, op among them. */
function readStreamedSpan(
  span: Payload,
  item: Item,
  scopes: AttributeScopes,
): SpanRecord | undefined {
  const traceId = readId(span['trace_id']) ?? item.trace?.traceId
  const spanId = readSpanId(span['span_id'])
  const start = readTime(span['start_timestamp'])
  const end = readTime(span['end_timestamp']) ?? readTime(span['timestamp']) ?? start
  if (traceId === undefined || spanId === undefined || start === undefined || end === undefined) {
    return undefined
  }
  const { attributes, units } = readTypedAttributes(span['attributes'])
  const isSegment = readBoolean(span['is_segment']) ?? false
  const segmentId = readSpanId(attributes['sentry.segment.id'])
  return {
    kind: 'span',
    time: start,
    item: item.index,
    scope: scopes(attributes),
    traceId,
    spanId,
    parentSpanId: readSpanId(span['parent_span_id']),
    segmentId: segmentId ?? (isSegment ? spanId : undefined),
    segmentName: readText(attributes['sentry.segment.name']),
    isSegment,
    op: readText(attributes['sentry.op']) ?? 'default',
    name: readText(span['name']) ?? readText(attributes['sentry.description']) ?? '',
    duration: Math.max(end - start, 0),
    status: readStatus(span['status']),
    statusMessage: readText(attributes['sentry.status.message']),
    origin: readText(attributes['sentry.origin']),
    spanKind: readSpanKind(attributes),
    attributes,
    units,
    measurements: undefined,
    links: readLinks(span['links']),
    events: noEvents,
    traceState: undefined,
    dropped: undefined,
  }
}

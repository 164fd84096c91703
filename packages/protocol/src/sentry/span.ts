import { readAttributes } from '../attributes.ts'
import { readId, readSpanId } from '../id.ts'
import type { Item } from '../item.ts'
import { isObject, readBoolean, readText, setProperty } from '../json.ts'
import type { Json } from '../json.ts'
import { readContainer, readPayload } from '../payload.ts'
import type { Payload } from '../payload.ts'
import type { Attributes, Scope } from '../record/base.ts'
import type { SpanRecord } from '../record/trace.ts'
import { toScope } from '../scope.ts'
import { readTime } from '../time.ts'
import { readMeasurements } from './measurement.ts'
import { noEvents, readLinks, readSpanKind, readStatus } from './span-parts.ts'
import { readStreamedSpans } from './streamed-span.ts'
import { readTags } from './surroundings.ts'

const CONTAINER = 'application/vnd.sentry.items.span.v2+json'

/** A `span` item: one span, or a container of streamed ones. The content type tells, else the shape. */
export function readSpanItem(item: Item): readonly SpanRecord[] {
  if (item.header['content_type'] === CONTAINER) return readStreamedSpans(item, readContainer(item))
  const payload = readPayload(item)
  if (payload === undefined) return []
  if (Array.isArray(payload['items']))
    return readStreamedSpans(item, item.allowance.takeOf(payload['items']))
  const span = readSpan(payload, { item, scope: toSpanScope(item, payload), segment: undefined })
  return span === undefined ? [] : [span]
}

export interface SpanSurroundings {
  readonly item: Item
  readonly scope: Scope
  /** The root span, for spans that stand inside a transaction. */
  readonly segment:
    | { readonly traceId: string; readonly id: string; readonly name: string }
    | undefined
}

/** A span as transactions hold it and as standalone web vitals are sent. */
export function readSpan(
  span: Payload,
  { item, scope, segment }: SpanSurroundings,
): SpanRecord | undefined {
  const traceId = readId(span['trace_id']) ?? segment?.traceId
  const spanId = readSpanId(span['span_id'])
  const start = readTime(span['start_timestamp'])
  // `timestamp` is the end. A span that never ended is kept with no length.
  const end = readTime(span['timestamp']) ?? readTime(span['end_timestamp']) ?? start
  if (traceId === undefined || spanId === undefined || start === undefined || end === undefined) {
    item.report('payload-field', 'a span without trace id, span id or start')
    return undefined
  }
  const isSegment = readBoolean(span['is_segment']) ?? false
  const attributes = withTags(readAttributes(span['data']), span['tags'])
  const measurements = span['measurements']
  return {
    kind: 'span',
    time: start,
    item: item.index,
    scope,
    traceId,
    spanId,
    parentSpanId: readSpanId(span['parent_span_id']),
    segmentId: readSpanId(span['segment_id']) ?? segment?.id ?? (isSegment ? spanId : undefined),
    segmentName: segment?.name ?? readText(attributes['sentry.segment.name']),
    isSegment,
    op: readText(span['op']) ?? readText(attributes['sentry.op']) ?? 'default',
    name: readText(span['description']) ?? readText(span['name']) ?? '',
    duration: Math.max(end - start, 0),
    status: readStatus(span['status']),
    statusMessage: undefined,
    origin: readText(span['origin']) ?? readText(attributes['sentry.origin']),
    spanKind: readSpanKind(attributes),
    attributes,
    units: undefined,
    measurements: measurements === undefined ? undefined : readMeasurements(measurements),
    links: readLinks(span['links']),
    events: noEvents,
    traceState: undefined,
    dropped: undefined,
  }
}

function toSpanScope(item: Item, payload: Payload): Scope {
  const data = readAttributes(payload['data'])
  return toScope(item.scope, {
    environment: readText(data['environment']) ?? readText(data['sentry.environment']),
    release: readText(data['release']) ?? readText(data['sentry.release']),
    platform: readText(payload['platform']),
  })
}

/** Tags of a span are attributes too; an attribute of the same name wins. */
function withTags(attributes: Attributes, tags: unknown): Attributes {
  if (!isObject(tags) && !Array.isArray(tags)) return attributes
  const all: Record<string, Json> = {}
  for (const [key, value] of Object.entries(readTags(tags))) setProperty(all, key, value)
  if (Object.keys(all).length === 0) return attributes
  for (const [key, value] of Object.entries(attributes)) setProperty(all, key, value)
  return all
}

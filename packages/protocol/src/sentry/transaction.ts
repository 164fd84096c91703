import { readAttributes } from '../attributes.ts'
import { readId, readSpanId } from '../id.ts'
import type { Item } from '../item.ts'
import { isObject, readJsonObject, readScalar, readText, setProperty } from '../json.ts'
import type { Json, JsonObject } from '../json.ts'
import { readPayload } from '../payload.ts'
import type { Payload } from '../payload.ts'
import type { Attributes } from '../record/base.ts'
import type { SpanRecord, TransactionRecord } from '../record/trace.ts'
import { readTime } from '../time.ts'
import { readBreadcrumbs } from './breadcrumb.ts'
import { readDebugImages } from './debug-image.ts'
import { readEventId } from './event-id.ts'
import { readMeasurements } from './measurement.ts'
import { readSpan } from './span.ts'
import { noEvents, readLinks, readSpanKind, readStatus } from './span-parts.ts'
import { readModules, readSurroundings } from './surroundings.ts'
import type { Surroundings } from './surroundings.ts'

export function readTransactionItem(item: Item): readonly (TransactionRecord | SpanRecord)[] {
  const payload = readPayload(item)
  return payload === undefined ? [] : toTransaction(item, payload)
}

/** A transaction is its root span, the spans in it, and one record of what surrounds them. */
function toTransaction(item: Item, payload: Payload): readonly (TransactionRecord | SpanRecord)[] {
  const surroundings = readSurroundings(item, payload)
  const trace = surroundings.contexts['trace'] ?? {}
  const traceId = readId(trace['trace_id']) ?? item.trace?.traceId
  const spanId = readSpanId(trace['span_id'])
  if (traceId === undefined || spanId === undefined) {
    item.report('payload-field', 'contexts.trace has no trace_id or span_id')
    return []
  }
  const end = readTime(payload['timestamp']) ?? item.receivedAt
  const start = readTime(payload['start_timestamp']) ?? end
  const root = toRoot(item, payload, surroundings, { trace, traceId, spanId, start, end })
  const records: (TransactionRecord | SpanRecord)[] = [
    toTransactionRecord(item, payload, surroundings, root),
    root,
  ]
  const segment = { traceId, id: spanId, name: root.name }
  const entries: unknown = payload['spans']
  if (!Array.isArray(entries)) return records
  for (const entry of item.allowance.takeOf(entries)) {
    if (!isObject(entry)) continue
    const span = readSpan(entry, { item, scope: surroundings.scope, segment })
    if (span !== undefined) records.push(span)
  }
  return records
}

interface RootSpan {
  readonly trace: JsonObject
  readonly traceId: string
  readonly spanId: string
  readonly start: number
  readonly end: number
}

function toRoot(
  item: Item,
  payload: Payload,
  surroundings: Surroundings,
  { trace, traceId, spanId, start, end }: RootSpan,
): SpanRecord {
  const name = readText(payload['transaction']) ?? readText(trace['description']) ?? ''
  const data = readAttributes(trace['data'])
  return {
    kind: 'span',
    time: start,
    item: item.index,
    scope: surroundings.scope,
    traceId,
    spanId,
    parentSpanId: readSpanId(trace['parent_span_id']),
    segmentId: spanId,
    segmentName: name,
    isSegment: true,
    op: readText(trace['op']) ?? readText(data['sentry.op']) ?? 'default',
    name,
    duration: Math.max(end - start, 0),
    status: readStatus(trace['status']),
    statusMessage: undefined,
    origin: readText(trace['origin']),
    spanKind: readSpanKind(data),
    attributes: toRootAttributes(data, surroundings),
    units: undefined,
    measurements: readMeasurements(payload['measurements']),
    links: readLinks(trace['links']),
    events: noEvents,
    traceState: undefined,
    dropped: undefined,
  }
}

/** Streamed spans carry tags and user in their attributes; so does a transaction's root here. */
function toRootAttributes(data: Attributes, { tags, user }: Surroundings): Attributes {
  const all: Record<string, Json> = {}
  for (const [key, value] of Object.entries(tags)) setProperty(all, key, value)
  if (user?.id !== undefined) all['user.id'] = user.id
  if (user?.email !== undefined) all['user.email'] = user.email
  if (user?.username !== undefined) all['user.name'] = user.username
  if (user?.ip !== undefined) all['user.ip_address'] = user.ip
  for (const [key, value] of Object.entries(data)) setProperty(all, key, value)
  return all
}

function toTransactionRecord(
  item: Item,
  payload: Payload,
  { scope, tags, user, request, contexts }: Surroundings,
  root: SpanRecord,
): TransactionRecord {
  const info = payload['transaction_info']
  const profile = contexts['profile']
  return {
    kind: 'transaction',
    time: root.time,
    item: item.index,
    scope,
    id: readEventId(item, payload),
    name: root.name,
    nameSource: isObject(info) ? readScalar(info['source']) : undefined,
    traceId: root.traceId,
    spanId: root.spanId,
    duration: root.duration,
    measurements: root.measurements ?? {},
    breadcrumbs: readBreadcrumbs(payload['breadcrumbs'], item.allowance),
    tags,
    user,
    request,
    contexts,
    extra: readJsonObject(payload['extra']) ?? {},
    modules: readModules(payload['modules']),
    images: readDebugImages(payload['debug_meta'], item.allowance),
    replayId:
      readId(contexts['replay']?.['replay_id']) ?? readId(tags['replayId']) ?? item.trace?.replayId,
    profileId: readId(profile?.['profile_id']),
    profilerId: readId(profile?.['profiler_id']),
    remarks: readJsonObject(payload['_meta']),
  }
}

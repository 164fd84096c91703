import type { EntryAllowance } from '../entry-allowance.ts'
import type { TelemetryRecord } from '../record.ts'
import type { EventRecord } from '../record/event.ts'
import type { LogRecord } from '../record/log.ts'
import type { MetricRecord } from '../record/metric.ts'
import type { SpanRecord } from '../record/trace.ts'
import { logLists, metricLists, readJsonBatches, spanLists } from './json/batch.ts'
import type { JsonLists } from './json/batch.ts'
import { readDocuments } from './json/document.ts'
import type { JsonMessage } from './json/field.ts'
import { readJsonLog } from './json/log.ts'
import { readJsonMetric } from './json/metric.ts'
import { readJsonSpan } from './json/span.ts'
import { toLogRecords } from './log.ts'
import { toMetricRecords } from './metric.ts'
import type { OtlpBatch, OtlpLog, OtlpMetric, OtlpSpan } from './model.ts'
import { readProtobufBatches } from './protobuf/batch.ts'
import type { ProtobufCursor } from './protobuf/cursor.ts'
import { readProtobufLog } from './protobuf/log.ts'
import { readProtobufMetric } from './protobuf/metric.ts'
import { readProtobufSpan } from './protobuf/span.ts'
import { toOrigin, toResource } from './resource.ts'
import type { GroupOrigin } from './resource.ts'
import type { OtlpSource } from './source.ts'
import { toSpanRecords } from './span.ts'

/** What each encoding calls a signal's entries, how it is read, and what becomes of them. */
export interface OtlpSignal<E, R extends TelemetryRecord> {
  readonly lists: JsonLists
  readonly readJson: (entry: JsonMessage, allowance: EntryAllowance) => E
  readonly readProtobuf: (cursor: ProtobufCursor) => E
  readonly toRecords: (
    entries: readonly E[],
    origin: GroupOrigin,
    source: OtlpSource,
  ) => readonly R[]
}

export const traceSignal: OtlpSignal<OtlpSpan, SpanRecord | EventRecord> = {
  lists: spanLists,
  readJson: readJsonSpan,
  readProtobuf: readProtobufSpan,
  toRecords: toSpanRecords,
}

export const logSignal: OtlpSignal<OtlpLog, LogRecord | EventRecord> = {
  lists: logLists,
  readJson: readJsonLog,
  readProtobuf: readProtobufLog,
  toRecords: toLogRecords,
}

export const metricSignal: OtlpSignal<OtlpMetric, MetricRecord> = {
  lists: metricLists,
  readJson: readJsonMetric,
  readProtobuf: readProtobufMetric,
  toRecords: toMetricRecords,
}

/** The records of a body or payload; an empty one has none. Never throws. */
export function readSignal<E, R extends TelemetryRecord>(
  signal: OtlpSignal<E, R>,
  bytes: Uint8Array,
  contentType: string | undefined,
  source: OtlpSource,
): readonly R[] {
  if (bytes.length === 0) return []
  const batches = isJsonBody(bytes, contentType)
    ? readJsonBody(signal, bytes, source)
    : readProtobufBody(signal, bytes, source)
  const records: R[] = []
  for (const batch of batches) {
    for (const record of toBatchRecords(signal, batch, source)) records.push(record)
  }
  return records
}

/** The records of one resource's telemetry. */
export function toBatchRecords<E, R extends TelemetryRecord>(
  { toRecords }: OtlpSignal<E, R>,
  batch: OtlpBatch<E>,
  source: OtlpSource,
): readonly R[] {
  const groups = batch.groups.filter(({ entries }) => entries.length > 0)
  if (groups.length === 0) return []
  const resource = toResource(batch.resource, source.scope)
  return groups.flatMap(({ instrumentation, entries }, index) =>
    toRecords(entries, toOrigin(resource, instrumentation, index === 0), source),
  )
}

/** Where proxies dropped the content type the first byte tells: no message of OTLP begins with a bracket. */
function isJsonBody(bytes: Uint8Array, contentType = ''): boolean {
  if (/json/i.test(contentType)) return true
  if (/protobuf/i.test(contentType)) return false
  return bytes[0] === 0x7b || bytes[0] === 0x5b
}

/** A document at a time: a file of a collector has a line for each export. */
function* readJsonBody<E>(
  { lists, readJson }: OtlpSignal<E, TelemetryRecord>,
  bytes: Uint8Array,
  source: OtlpSource,
): Generator<OtlpBatch<E>> {
  const entries = { readEntry: readJson, allowance: source.allowance }
  for (const { message, offset } of readDocuments(bytes, source.report)) {
    if (source.allowance.isSpent()) break
    const read = readJsonBatches(message, lists, entries)
    if (read === undefined) source.report('payload-shape', `no \`${lists.resources[0]}\``, offset)
    else yield* read
  }
}

function readProtobufBody<E>(
  { readProtobuf }: OtlpSignal<E, TelemetryRecord>,
  bytes: Uint8Array,
  source: OtlpSource,
): readonly OtlpBatch<E>[] {
  const { batches, fault } = readProtobufBatches(bytes, source.allowance, readProtobuf)
  if (fault !== undefined) source.report('payload-protobuf', fault.detail, fault.offset)
  return batches
}

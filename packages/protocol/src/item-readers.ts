import type { EnvelopeItemType } from '@sentry/core'
import type { Item, ItemReader } from './item.ts'
import type { Kind, RecordOf, TelemetryRecord } from './record.ts'
import { readOtelSpanItem, readOtelTracesDataItem } from './otlp/item-reader.ts'
import { readAttachmentItem } from './sentry/attachment.ts'
import { readCheckInItem } from './sentry/check-in.ts'
import { readClientReportItem } from './sentry/client-report.ts'
import { readEventItem } from './sentry/event.ts'
import { readFeedbackItem, readUserReport } from './sentry/feedback.ts'
import { readLogItem, readOtelLogItem } from './sentry/log.ts'
import { readMinidumpItem } from './sentry/minidump.ts'
import { readProfileItem } from './sentry/profile.ts'
import { readRawItem, toRaw } from './sentry/raw.ts'
import { readReplayEventItem, readReplayRecordingItem } from './sentry/replay.ts'
import { readReplayVideoItem } from './sentry/replay-video.ts'
import { readSecurityReports } from './sentry/security-report.ts'
import { readSessionItem, readSessionsItem } from './sentry/session.ts'
import { readSpanItem } from './sentry/span.ts'
import { readMetricBucketsItem, readStatsdItem } from './sentry/statsd.ts'
import { readTraceMetricItem } from './sentry/trace-metric.ts'
import { readTransactionItem } from './sentry/transaction.ts'
import { readUnrealItem } from './sentry/unreal.ts'
import {
  readBuildErrorItem,
  readEditItem,
  readFindingItem,
  readLedgerItem,
  readOutputItem,
  readPageLoadItem,
  readRunItem,
} from './own.ts'

/**
 * Which kinds of record come out of which item type. The keys are checked against `@sentry/core`
 * below, so that a type new in an SDK does not compile unnoticed; the values must name every kind.
 */
interface ItemKinds {
  event: 'event' | 'feedback' | 'report'
  transaction: 'transaction' | 'span'
  span: 'span'
  log: 'log'
  trace_metric: 'metric'
  metric: 'metric'
  session: 'session'
  sessions: 'session_count'
  check_in: 'check_in'
  client_report: 'client_report'
  feedback: 'feedback'
  user_report: 'feedback'
  replay_event: 'replay'
  replay_recording: 'replay_recording'
  profile: 'profile'
  profile_chunk: 'profile'
  attachment: 'attachment' | 'minidump'
  raw_security: 'report'
  // Not in JavaScript's list: other languages, older SDKs, Relay.
  statsd: 'metric'
  metric_buckets: 'metric'
  metric_meta: 'raw'
  otel_log: 'log'
  otel_span: 'span' | 'event'
  otel_traces_data: 'span' | 'event'
  replay_video: 'replay' | 'replay_recording' | 'replay_video'
  minidump: 'minidump'
  security: 'report'
  nel: 'report'
  unreal_report: 'unreal'
  form_data: 'raw'
  'footlight.edit': 'edit'
  'footlight.run': 'run'
  'footlight.page_load': 'page_load'
  'footlight.build_error': 'build_error'
  'footlight.output': 'output'
  'footlight.ledger': 'ledger'
  'footlight.finding': 'finding'
}

type ItemType = keyof ItemKinds

type Readers = { readonly [T in ItemType]: ItemReader<RecordOf<ItemKinds[T]>> } & {
  readonly [T in EnvelopeItemType]: ItemReader<TelemetryRecord>
}

const itemReaders: Readers = {
  event: readEventItem,
  transaction: readTransactionItem,
  span: readSpanItem,
  log: readLogItem,
  trace_metric: readTraceMetricItem,
  metric: readTraceMetricItem,
  session: readSessionItem,
  sessions: readSessionsItem,
  check_in: readCheckInItem,
  client_report: readClientReportItem,
  feedback: readFeedbackItem,
  user_report: readUserReport,
  replay_event: readReplayEventItem,
  replay_recording: readReplayRecordingItem,
  profile: readProfileItem,
  profile_chunk: readProfileItem,
  attachment: readAttachmentItem,
  raw_security: readSecurityReports,
  statsd: readStatsdItem,
  metric_buckets: readMetricBucketsItem,
  metric_meta: readRawItem,
  otel_log: readOtelLogItem,
  otel_span: readOtelSpanItem,
  otel_traces_data: readOtelTracesDataItem,
  replay_video: readReplayVideoItem,
  minidump: readMinidumpItem,
  security: readSecurityReports,
  nel: readSecurityReports,
  unreal_report: readUnrealItem,
  form_data: readRawItem,
  'footlight.edit': readEditItem,
  'footlight.run': readRunItem,
  'footlight.page_load': readPageLoadItem,
  'footlight.build_error': readBuildErrorItem,
  'footlight.output': readOutputItem,
  'footlight.ledger': readLedgerItem,
  'footlight.finding': readFindingItem,
}

/** Every kind is read from some item; the error names the one that is not. */
type UnreadKind = Exclude<Kind, ItemKinds[ItemType]>
const everyKindIsRead: [UnreadKind] extends [never] ? true : UnreadKind = true
void everyKindIsRead

/** An item's records. What cannot be read, or yields nothing because it is damaged, stays as bytes. */
export function readItem(item: Item): readonly TelemetryRecord[] {
  if (item.type === undefined) return [toRaw(item)]
  if (!isItemType(item.type)) {
    item.report('item-unknown', item.type.slice(0, 100))
    return [toRaw(item)]
  }
  let problems = 0
  const report: Item['report'] = (code, detail, offset) => {
    problems++
    item.report(code, detail, offset)
  }
  const records = itemReaders[item.type]({ ...item, report })
  return records.length === 0 && problems > 0 ? [toRaw(item)] : records
}

function isItemType(type: string): type is ItemType {
  return Object.hasOwn(itemReaders, type)
}

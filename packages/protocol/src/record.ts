import type { EventRecord } from './record/event.ts'
import type { FeedbackRecord } from './record/feedback.ts'
import type { AttachmentRecord, MinidumpRecord, RawRecord, UnrealRecord } from './record/file.ts'
import type {
  CheckInRecord,
  ClientReportRecord,
  SessionCountRecord,
  SessionRecord,
} from './record/health.ts'
import type { LogRecord } from './record/log.ts'
import type { MetricRecord } from './record/metric.ts'
import type {
  BuildErrorRecord,
  EditRecord,
  FindingRecord,
  LedgerRecord,
  OutputRecord,
  PageLoadRecord,
  RunRecord,
} from './record/own.ts'
import type { ProfileRecord } from './record/profile.ts'
import type { ReplayRecord, ReplayRecordingRecord, ReplayVideoRecord } from './record/replay.ts'
import type { ReportRecord } from './record/report.ts'
import type { SpanRecord, TransactionRecord } from './record/trace.ts'

/**
 * The one model of telemetry. Whatever an SDK sends becomes records of these kinds, once, at the
 * edge; store, panel, terminal and agents know nothing else.
 *
 * Times are milliseconds since the epoch by the sender's clock, durations milliseconds, ids
 * lower-case hex as sent. Lists keep the sender's order (exceptions: the outermost last; frames:
 * the failing one last). What is absent is `undefined`, never `null` or `''`.
 */
export type TelemetryRecord =
  | EventRecord
  | TransactionRecord
  | SpanRecord
  | LogRecord
  | MetricRecord
  | SessionRecord
  | SessionCountRecord
  | CheckInRecord
  | ClientReportRecord
  | FeedbackRecord
  | ReplayRecord
  | ReplayRecordingRecord
  | ReplayVideoRecord
  | ProfileRecord
  | AttachmentRecord
  | MinidumpRecord
  | ReportRecord
  | UnrealRecord
  | RawRecord
  | EditRecord
  | RunRecord
  | PageLoadRecord
  | BuildErrorRecord
  | OutputRecord
  | LedgerRecord
  | FindingRecord

export type Kind = TelemetryRecord['kind']

export type RecordOf<K extends Kind> = Extract<TelemetryRecord, { kind: K }>

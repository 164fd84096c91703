export { readAskedFrames } from './api/asked-frame.ts'
export type { AskedFrame } from './api/asked-frame.ts'
export { panelThings } from './api/agent.ts'
export type { AgentAction, PanelTarget, PanelThing, Pointed } from './api/agent.ts'
export type { Identified, Listed, Origin } from './api/listed.ts'
export type {
  AttachmentItem,
  AttributeFacts,
  CheckInItem,
  EditReference,
  EnvelopeDetail,
  EnvelopeItemFacts,
  EnvelopeSummary,
  EventItem,
  Health,
  Issue,
  IssueDetail,
  IssueStatus,
  List,
  ListParameters,
  ListPath,
  LogItem,
  Loss,
  MetricItem,
  MinidumpItem,
  Notice,
  ProfileSummary,
  QuotaHost,
  QuotaAnswer,
  QuotaLine,
  ReadApi,
  ReadPath,
  ReplayDetail,
  ReplaySegment,
  ReplaySummary,
  Series,
  SeriesAnswer,
  SessionItem,
  SpanItem,
  SpanColumns,
  SqlAnswer,
  StatsAnswer,
  StatsRow,
  TraceDetail,
  TraceOutline,
  TraceSampling,
  TraceSummary,
} from './api/read-api.ts'
export type {
  HowResolved,
  MissingSource,
  SourceExcerpt,
  SourceFrame,
  SourceToken,
  SourcesAnswer,
  TokenClass,
} from './api/sources.ts'
export { readArrival } from './arrival-readers.ts'
export type { Arrival, ArrivalFormat, ArrivalPart, ArrivalReading } from './arrival.ts'
export { guardParameter, hostParameter, toKeptPath } from './guard/kept-path.ts'
export { readLabelPrefix, toLabelPrefix } from './guard/label-prefix.ts'
export type { AddressLabels } from './guard/label-prefix.ts'
export { readGuardPolicies } from './guard/policy.ts'
export type { GuardPolicies, GuardPolicy } from './guard/policy.ts'
export { readSentryAddress } from './guard/sentry-address.ts'
export type { RequestAddress, SentryAddress } from './guard/sentry-address.ts'
export { readTunnelled } from './guard/tunnelled.ts'
export type { Tunnelled } from './guard/tunnelled.ts'
export { quotaCategories, toQuotaCosts } from './quota-category.ts'
export type { QuotaCategory, QuotaCost } from './quota-category.ts'
export { toIssueBrief } from './brief/issue-brief.ts'
export { toFenced, toInlineCode } from './brief/markdown.ts'
export type { IssueEvidence } from './brief/issue-brief.ts'
export { readEnvelope } from './envelope.ts'
export type { Envelope, EnvelopeItem } from './envelope.ts'
export { toFirstChangedLine } from './first-changed-line.ts'
export { toDerivedId } from './id.ts'
export type { Inflate, Inflated } from './item.ts'
export type { Json, JsonObject } from './json.ts'
export type { Level, LogLevel } from './level.ts'
export { problemTexts } from './problem.ts'
export type { Problem, ProblemCode, ProblemText } from './problem.ts'
export { toAggregateUnit } from './query/aggregate-unit.ts'
export { checkUnits } from './query/check-units.ts'
export { completeQuery } from './query/complete-query.ts'
export type { Completion } from './query/complete-query.ts'
export { matchesQuery, toMatcher } from './query/evaluate-query.ts'
export type { QueryMatcher, QuerySetting, QuerySubject } from './query/evaluate-query.ts'
export { matchesExpression, readExpression } from './query/expression/expression.ts'
export type { Expression, ExpressionReading } from './query/expression/expression.ts'
export { readInstant, readMoment, readRelativeTime } from './query/instant.ts'
export type { Instant, Moment, RelativeTime } from './query/instant.ts'
export { matchesPattern, readPattern, toContaining } from './query/pattern.ts'
export type { Pattern } from './query/pattern.ts'
export { toFilterText, toQueryText } from './query/print-query.ts'
export { toQueryErrorText } from './query/query-error.ts'
export type { QueryError, QueryErrorCode } from './query/query-error.ts'
export { readQuery } from './query/read-query.ts'
export type { QueryReading } from './query/read-query.ts'
export { toLiteral } from './query/scan.ts'
export type {
  AggregateTerm,
  FilterTerm,
  HasTerm,
  IsTerm,
  Query,
  QueryExtent,
  QueryJunction,
  QueryKey,
  QueryNegation,
  QueryOperator,
  QueryTerm,
  QueryValue,
  RangeTerm,
  TextTerm,
} from './query/syntax.ts'
export type { QueryToken, QueryTokenType } from './query/token.ts'
export { toUnit } from './query/unit.ts'
export type { Dimension, Unit } from './query/unit.ts'
export { toValueTest } from './query/value-test.ts'
export type { FieldValue, ValueTest } from './query/value-test.ts'
export {
  readAmount,
  readDuration,
  readPercentage,
  readQuantity,
  readSize,
  readTruth,
  toAmount,
} from './query/value.ts'
export type { Quantity } from './query/value.ts'
export type { Kind, RecordOf, TelemetryRecord } from './record.ts'
export type { Attributes, Measurement, MeasurementSeries, Scope, Sdk } from './record/base.ts'
export type {
  Breadcrumb,
  EventRecord,
  Exception,
  Flag,
  Mechanism,
  MessageTemplate,
  Thread,
} from './record/event.ts'
export type { FeedbackRecord } from './record/feedback.ts'
export type {
  AttachmentRecord,
  MinidumpCrash,
  MinidumpRecord,
  RawRecord,
  UnrealRecord,
} from './record/file.ts'
export type { DebugImage, Frame, SourceLines } from './record/frame.ts'
export type {
  CheckInRecord,
  ClientReportRecord,
  Discarded,
  SessionCountRecord,
  SessionRecord,
} from './record/health.ts'
export type { LogRecord } from './record/log.ts'
export type {
  Exemplar,
  MetricBucket,
  MetricRecord,
  MetricSummary,
  MetricType,
} from './record/metric.ts'
export type {
  BuildErrorRecord,
  EditRecord,
  FindingRecord,
  Hunk,
  LedgerRecord,
  OutputRecord,
  PageEntry,
  PageLoadRecord,
  RunRecord,
  Vital,
} from './record/own.ts'
export type {
  ProfileRecord,
  ProfileSample,
  ProfiledThread,
  ProfiledTransaction,
} from './record/profile.ts'
export type { ReplayRecord, ReplayRecordingRecord, ReplayVideoRecord } from './record/replay.ts'
export type { ReportRecord } from './record/report.ts'
export type { Request, User } from './record/surroundings.ts'
export type {
  Dropped,
  SpanEvent,
  SpanKind,
  SpanLink,
  SpanRecord,
  TransactionRecord,
} from './record/trace.ts'
export { emptyScope } from './scope.ts'
export { createMasker, openMasker } from './secret/masker.ts'
export { toDecisionText, toSamplingText } from './sampling-text.ts'
export { toCategoryWords, toQuotaSums, toQuotaText, toServiceQuotas } from './quota-sums.ts'
export type { QuotaSum, ServiceQuota } from './quota-sums.ts'
export { maskSecretText } from './secret/secret-text.ts'
export type { Masker } from './secret/masker.ts'
export { toSelfTime } from './self-time.ts'
export { tabParameter } from './tab-parameter.ts'
export {
  readBaggage,
  readBaggageState,
  readEnvironment,
  readHeaders,
  readMetaTags,
  readSentryTrace,
  readTraceparent,
  readTraceState,
} from './trace-context.ts'
export type { BaggageEntry, Propagation, TraceContext, TraceState } from './trace-context.ts'
export { toVisibleLines, toVisibleText } from './visible-text.ts'
export { FRAME_LIMIT, readArrivalFrame, toArrivalFrame } from './wire/arrival-frame.ts'
export type { ArrivalFrame, FrameHeader, FrameReading } from './wire/arrival-frame.ts'
export { applyChange } from './wire/apply-change.ts'
export type { BootFacts, PillPosition } from './wire/boot-facts.ts'
export { toItemKey } from './wire/item-key.ts'
export { wireVersion } from './wire/message.ts'
export type {
  Ask,
  Call,
  Change,
  Failure,
  Hello,
  Page,
  Parameters,
  ReaderMessage,
  ReaderName,
  SidecarMessage,
  Subscribe,
  Value,
  Welcome,
} from './wire/message.ts'
export { readReaderMessage, readSidecarMessage } from './wire/read-message.ts'
export type { MessageReading } from './wire/read-message.ts'
export { readServedModule, sourceQuestion } from './wire/source-question.ts'
export type { ServedModule } from './wire/source-question.ts'

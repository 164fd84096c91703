import type { Json, JsonObject } from '../json.ts'
import type { Level } from '../level.ts'
import type { Attributes } from '../record/base.ts'
import type { EventRecord } from '../record/event.ts'
import type { FeedbackRecord } from '../record/feedback.ts'
import type { AttachmentRecord, MinidumpRecord } from '../record/file.ts'
import type {
  CheckInRecord,
  ClientReportRecord,
  SessionCountRecord,
  SessionRecord,
} from '../record/health.ts'
import type { LogRecord } from '../record/log.ts'
import type { MetricRecord } from '../record/metric.ts'
import type {
  BuildErrorRecord,
  EditRecord,
  FindingRecord,
  PageLoadRecord,
  RunRecord,
} from '../record/own.ts'
import type { ProfileRecord } from '../record/profile.ts'
import type { ReplayRecord } from '../record/replay.ts'
import type { ReportRecord } from '../record/report.ts'
import type { SpanRecord } from '../record/trace.ts'
import type { Problem } from '../problem.ts'
import type { AgentAction, Pointed } from './agent.ts'
import type { Identified, Listed, Origin } from './listed.ts'
import type { SourcesAnswer } from './sources.ts'

/**
 * Everything that can be asked, by path: over HTTP as `GET /__footlight/api/<path>`, over the
 * wire as calls and live queries, over MCP and the terminal through the same. The JSON schema,
 * the OpenAPI document and the tools' output schemas are made from these types.
 */
export interface ReadApi {
  readonly health: Health
  readonly issues: List<Issue>
  readonly 'issues/:id': IssueDetail
  readonly 'issues/:id/events': List<EventItem>
  readonly events: List<EventItem>
  readonly 'events/:id': EventItem
  readonly traces: List<TraceSummary>
  readonly 'traces/:traceId': TraceDetail
  readonly 'traces/:traceId/outline': TraceOutline
  readonly spans: List<SpanItem>
  readonly logs: List<LogItem>
  readonly metrics: List<MetricItem>
  readonly 'metrics/series': SeriesAnswer
  readonly replays: List<ReplaySummary>
  readonly 'replays/:id': ReplayDetail
  readonly profiles: List<ProfileSummary>
  readonly 'profiles/:id': Listed<ProfileRecord>
  readonly feedback: List<Listed<FeedbackRecord>>
  readonly sessions: List<SessionItem>
  readonly checkins: List<CheckInItem>
  readonly attachments: List<AttachmentItem>
  readonly minidumps: List<MinidumpItem>
  readonly reports: List<Identified<ReportRecord>>
  readonly dropped: List<Identified<ClientReportRecord>>
  readonly pages: List<Listed<PageLoadRecord>>
  readonly findings: List<Listed<FindingRecord>>
  readonly edits: List<Identified<EditRecord>>
  readonly builds: List<Identified<BuildErrorRecord>>
  readonly runs: List<Listed<RunRecord>>
  readonly quota: QuotaAnswer
  readonly stats: StatsAnswer
  readonly attributes: List<AttributeFacts>
  readonly sources: SourcesAnswer
  readonly sql: SqlAnswer
  readonly agents: List<AgentAction>
  readonly pointed: List<Pointed>
  readonly envelopes: List<EnvelopeSummary>
  readonly 'envelopes/:id': EnvelopeDetail
}

export type ReadPath = keyof ReadApi

/** Paths that answer a list, and so can be followed live. */
export type ListPath = {
  [P in ReadPath]: ReadApi[P] extends List<unknown> ? P : never
}[ReadPath]

export interface List<T> {
  readonly items: readonly T[]
  /** The cursor of the next page; `null` at the end. */
  readonly next: string | null
  /** How many match in all. */
  readonly total: number
  /** Counting further than this takes longer than anybody waits: there are at least so many. */
  readonly isTotalExact: boolean
}

/** What every list takes. */
export interface ListParameters {
  /** The query language of the search field. */
  readonly query: string | undefined
  readonly limit: number | undefined
  readonly cursor: string | undefined
  /** A field, `-` before it for descending. */
  readonly sort: string | undefined
  /** Milliseconds to wait for a first match before answering without. */
  readonly wait: number | undefined
}

export interface Health {
  readonly name: 'footlight'
  readonly version: string
  readonly pid: number
  readonly root: string
  /** Where everything is kept. */
  readonly data: string
  readonly startedAt: number
  readonly driver: string | undefined
  /** Grows with every batch that is committed. */
  readonly revision: number
  /** By kind of record, and `envelopes`. */
  readonly counts: Readonly<Record<string, number>>
  /** Kept on disk. */
  readonly bytes: number
  /** Answered, but not yet in the lists. */
  readonly backlog: number
  readonly lost: readonly Loss[]
  readonly notices: readonly Notice[]
  /** Where dev servers with the plugin said that their pages are, since the sidecar runs. */
  readonly devServers: readonly string[]
}

/** Something that is not here, who lost it and why. */
export interface Loss {
  readonly service: string | undefined
  /** `sdk` dropped or sampled it away, `wire` brought it damaged, `evicted` or `overflow` were we. */
  readonly by: 'sdk' | 'wire' | 'refused' | 'evicted' | 'overflow'
  readonly reason: string
  readonly category: string
  readonly quantity: number
}

/** Something the person should know, with the line that mends it. */
export interface Notice {
  readonly code: string
  readonly time: number
  readonly text: string
  readonly fix: string | undefined
}

export type IssueStatus = 'new' | 'ongoing' | 'resolved' | 'regressed' | 'muted'

export interface Issue {
  readonly id: string
  /** `error`, or the name of the detector that found it. */
  readonly kind: string
  readonly title: string
  readonly type: string | undefined
  readonly value: string | undefined
  readonly culprit: string | undefined
  readonly level: Level
  readonly status: IssueStatus
  readonly isPinned: boolean
  readonly count: number
  readonly firstSeen: number
  readonly lastSeen: number
  readonly services: readonly string[]
  /** The save before it was first seen. */
  readonly firstEdit: EditReference | undefined
  /** The latest thousand events, in equal slots from first to last seen. */
  readonly timeline: readonly number[]
}

export interface EditReference {
  readonly id: string
  readonly file: string
  readonly line: number | undefined
  readonly time: number
}

export interface IssueDetail extends Issue {
  /** The newest event; a finding has none. */
  readonly event: EventItem | undefined
  /** Why its events are one issue. */
  readonly key: Json
}

export interface EventItem extends Listed<EventRecord> {
  readonly issueId: string
  /** Where it happened: the function and file that the issue is told by. */
  readonly culprit: string | undefined
}

export interface TraceSummary {
  readonly traceId: string
  readonly name: string
  readonly op: string
  readonly status: string | undefined
  readonly start: number
  readonly duration: number
  readonly spanCount: number
  readonly errorCount: number
  readonly logCount: number
  readonly services: readonly string[]
  /** What its head decided for all of it; absent where no SDK of Sentry said so. */
  readonly sampling: TraceSampling | undefined
}

/** Whether an SDK keeps a trace: decided once where it begins, and inherited by all who continue it. */
export interface TraceSampling {
  /** From 0 to 1; absent where the decision was left to others. */
  readonly rate: number | undefined
  /** What was drawn: below the rate it is kept. */
  readonly rand: number | undefined
  readonly isSampled: boolean | undefined
  /** The transaction that decided. */
  readonly head: string | undefined
}

export interface TraceDetail extends TraceSummary {
  readonly spans: readonly SpanItem[]
  readonly errors: readonly EventItem[]
  readonly logs: readonly LogItem[]
  readonly findings: readonly Listed<FindingRecord>[]
  /** Spans named as parents that never came. */
  readonly missing: readonly string[]
}

/** As much of a trace as its picture needs: of a large one a tenth of the whole. */
export interface TraceOutline extends Omit<TraceDetail, 'spans'> {
  readonly spans: SpanColumns
}

/**
 * Spans in order of time, a column for each thing said of them: of ten thousand that is half the
 * bytes that as many objects are, and less than half the time to write and to read them. What else
 * a span says is in the list of spans.
 */
export interface SpanColumns {
  readonly spanId: readonly string[]
  readonly parentSpanId: readonly (string | null)[]
  readonly op: readonly string[]
  readonly name: readonly string[]
  /** Nanoseconds since the beginning of the trace. */
  readonly start: readonly number[]
  /** Nanoseconds. */
  readonly duration: readonly number[]
  readonly status: readonly (string | null)[]
  /** Which of the trace's `services`; -1 where it has no name. */
  readonly service: readonly number[]
  /** Only what says how a span was answered, HTTP status and size, by the span's id. */
  readonly answers: Readonly<Record<string, Attributes>>
}

export interface SpanItem extends Omit<Listed<SpanRecord>, 'time'> {
  readonly start: number
  /** Its duration less the time its children covered. */
  readonly selfTime: number
  /** Milliseconds added because this service's clock is out of step with its caller's. */
  readonly clockShift: number | undefined
}

/** What a process printed is a log as well; its attribute `output.stream` says where. */
export type LogItem = Identified<LogRecord>

export type MetricItem = Identified<MetricRecord>

export interface SeriesAnswer {
  readonly series: readonly Series[]
  /** Milliseconds of one bucket. */
  readonly interval: number
}

export interface Series {
  /** Values of the group-by, in its order. */
  readonly group: readonly Json[]
  /** Time and value; buckets without measurements are `null`. */
  readonly points: readonly (readonly [number, number | null])[]
}

export interface ReplaySummary extends Omit<Listed<ReplayRecord>, 'segment'> {
  readonly duration: number
  readonly segmentCount: number
  readonly hasVideo: boolean
}

export interface ReplayDetail extends ReplaySummary {
  readonly segments: readonly ReplaySegment[]
}

export interface ReplaySegment {
  readonly segment: number
  readonly time: number
  readonly endTime: number
  readonly events: readonly Json[]
}

export interface ProfileSummary extends Origin {
  readonly id: string
  readonly time: number
  readonly duration: number
  readonly format: string
  readonly profilerId: string | undefined
  readonly transaction: string | undefined
  readonly traceId: string | undefined
  readonly sampleCount: number
}

/** Single sessions, and the buckets in which servers count them. */
export type SessionItem = Identified<SessionRecord> | Identified<SessionCountRecord>

export interface CheckInItem extends Omit<Identified<CheckInRecord>, 'id'> {
  readonly id: string
  readonly checkInId: string | undefined
}

/** Bytes are fetched apart, from the envelope. */
export interface AttachmentItem extends Omit<Identified<AttachmentRecord>, 'data'> {
  readonly id: string
}

export interface MinidumpItem extends Omit<Identified<MinidumpRecord>, 'data'> {
  readonly id: string
}

/** What production did not get, and the proof of it. */
export interface QuotaAnswer {
  readonly hosts: readonly QuotaHost[]
  readonly today: readonly QuotaLine[]
  readonly total: readonly QuotaLine[]
}

/** Somewhere that something was on its way to. */
export interface QuotaHost {
  readonly host: string
  readonly policy: string
  readonly requests: number
  /** Kept here, and let through to it. */
  readonly keptBytes: number
  readonly sentBytes: number
}

export interface QuotaLine {
  readonly service: string | undefined
  readonly category: string
  readonly quantity: number
  readonly bytes: number
}

export interface StatsAnswer {
  readonly rows: readonly StatsRow[]
  readonly total: number
  /** Not when there are more groups than can be told apart: what is beyond is not counted. */
  readonly isTotalExact: boolean
  /** Set when percentiles come from a sketch: their relative error. */
  readonly error: number | undefined
}

export interface StatsRow {
  readonly group: readonly Json[]
  readonly values: Readonly<Record<string, number | null>>
}

/** Rows of a SELECT over the documented views; without a query, the views themselves. */
export interface SqlAnswer {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly Json[])[]
  /** There are more rows than were asked for. */
  readonly isCut: boolean
}

/** What the store knows of an attribute: for completion, and to skip what cannot match. */
export interface AttributeFacts {
  readonly key: string
  readonly type: 'string' | 'number' | 'boolean' | 'mixed'
  /** Kinds of record that have it. */
  readonly kinds: readonly string[]
  readonly count: number
  readonly values: readonly { readonly value: Json; readonly count: number }[]
}

export interface EnvelopeSummary {
  readonly id: string
  readonly receivedAt: number
  readonly format: string
  /** By which of an SDK's ways it came. */
  readonly channel: string
  readonly size: number
  readonly project: string | undefined
  readonly service: string | undefined
  readonly sdk: string | undefined
  readonly itemTypes: readonly string[]
  readonly problems: readonly Problem[]
}

export interface EnvelopeDetail extends EnvelopeSummary {
  readonly header: JsonObject
  readonly contentType: string | undefined
  readonly contentEncoding: string | undefined
  readonly parameters: JsonObject
  readonly items: readonly EnvelopeItemFacts[]
}

export interface EnvelopeItemFacts {
  readonly type: string
  /** Byte range of the payload in the body. */
  readonly offset: number
  readonly size: number
  readonly isDamaged: boolean
}

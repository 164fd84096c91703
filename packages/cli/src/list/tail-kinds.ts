import type {
  AttachmentItem,
  BuildErrorRecord,
  CheckInItem,
  EditRecord,
  EventItem,
  FeedbackRecord,
  FindingRecord,
  Identified,
  Json,
  Listed,
  LogItem,
  MetricItem,
  PageLoadRecord,
  ProfileSummary,
  ReadApi,
  ReplaySummary,
  ReportRecord,
  SessionItem,
  SpanItem,
} from 'protocol'
import { toBriefDuration } from '../terminal/time-text.ts'

/** A record as one line of a tail. */
export interface TailLine {
  /** Tells it from every other of its kind. */
  readonly id: string
  readonly time: number
  readonly level: string
  readonly service: string | undefined
  readonly text: string
  readonly attributes: Readonly<Record<string, Json>>
}

type Listing =
  | 'events'
  | 'logs'
  | 'spans'
  | 'metrics'
  | 'feedback'
  | 'replays'
  | 'profiles'
  | 'attachments'
  | 'sessions'
  | 'checkins'
  | 'reports'
  | 'findings'
  | 'edits'
  | 'builds'
  | 'pages'

/** Every kind prints something: one without a line does not compile. */
const lines: { readonly [P in Listing]: (item: ReadApi[P]['items'][number]) => TailLine } = {
  events: ({ id, time, level, service, title, transaction, tags }: EventItem) => ({
    id,
    time,
    level,
    service,
    text: transaction === undefined ? title : `${title} @ ${transaction}`,
    attributes: tags,
  }),
  logs: ({ id, time, level, service, body, attributes }: LogItem) => ({
    id,
    time,
    level,
    service,
    text: body,
    attributes,
  }),
  spans: (span: SpanItem) => ({
    id: `${span.traceId}-${span.spanId}`,
    time: span.start,
    level: span.status === undefined || span.status === 'ok' ? 'info' : 'error',
    service: span.service,
    text: `${span.op} ${span.name} ${toBriefDuration(span.duration)}`,
    attributes: span.attributes,
  }),
  metrics: ({ id, time, service, name, type, value, unit, attributes }: MetricItem) => ({
    id,
    time,
    level: 'info',
    service,
    text: `${name} ${type} ${value}${unit === undefined ? '' : ` ${unit}`}`,
    attributes,
  }),
  feedback: ({ id, time, service, name, message }: Listed<FeedbackRecord>) => ({
    id,
    time,
    level: 'info',
    service,
    text: `${name ?? 'somebody'}: ${message}`,
    attributes: {},
  }),
  replays: ({ id, time, service, duration, segmentCount, urls }: ReplaySummary) => ({
    id: `${id}-${segmentCount}`,
    time,
    level: 'info',
    service,
    text: `replay ${toBriefDuration(duration)}, ${segmentCount} segments ${urls.join(' ')}`,
    attributes: {},
  }),
  profiles: ({ id, time, service, transaction, sampleCount, duration }: ProfileSummary) => ({
    id,
    time,
    level: 'info',
    service,
    text: `profile ${transaction ?? ''} ${sampleCount} samples in ${toBriefDuration(duration)}`,
    attributes: {},
  }),
  attachments: ({ id, time, service, filename, attachmentType, size }: AttachmentItem) => ({
    id,
    time,
    level: 'info',
    service,
    text: `${filename} ${attachmentType} ${size} bytes`,
    attributes: {},
  }),
  sessions: (session: SessionItem) => ({
    id: session.id,
    time: session.time,
    level: 'info',
    service: session.service,
    text:
      'status' in session
        ? `session ${session.status}, ${session.errors} errors`
        : `sessions: ${session.exited} exited, ${session.errored} errored, ${session.crashed} crashed`,
    attributes: {},
  }),
  checkins: ({ id, time, service, monitor, status }: CheckInItem) => ({
    id,
    time,
    level: status === 'error' || status === 'missed' ? 'error' : 'info',
    service,
    text: `check-in ${monitor} ${status}`,
    attributes: {},
  }),
  reports: ({ id, time, service, title, url }: Identified<ReportRecord>) => ({
    id,
    time,
    level: 'warning',
    service,
    text: url === undefined ? title : `${title} @ ${url}`,
    attributes: {},
  }),
  findings: ({ id, time, level, service, detector, title }: Listed<FindingRecord>) => ({
    id,
    time,
    level,
    service,
    text: `${detector}: ${title}`,
    attributes: {},
  }),
  edits: ({ id, time, service, file, change, effect }: Identified<EditRecord>) => ({
    id,
    time,
    level: 'info',
    service,
    text: `${change} ${file}${effect === undefined ? '' : ` (${effect})`}`,
    attributes: {},
  }),
  builds: ({ id, time, service, message, file, line }: Identified<BuildErrorRecord>) => ({
    id,
    time,
    level: 'error',
    service,
    text: file === undefined ? message : `${message} @ ${file}:${line ?? ''}`,
    attributes: {},
  }),
  pages: ({ id, time, service, url, navigation }: Listed<PageLoadRecord>) => ({
    id,
    time,
    level: 'info',
    service,
    text: `${navigation} ${url}`,
    attributes: {},
  }),
}

function toKind(path: Listing, query = ''): TailKind {
  // What a list answers under a path are its items.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return { path, query, toLine: lines[path] as TailKind['toLine'] }
}

/** What can be followed by this name: which list, what of it, and how an item is told. */
export interface TailKind {
  readonly path: Listing
  readonly query: string
  readonly toLine: (item: unknown) => TailLine
}

/** By the words of the command line. */
export const tailKinds: Readonly<Record<string, TailKind>> = {
  errors: toKind('events'),
  logs: toKind('logs'),
  traces: toKind('spans', 'is:segment'),
  spans: toKind('spans'),
  metrics: toKind('metrics'),
  feedback: toKind('feedback'),
  replays: toKind('replays'),
  profiles: toKind('profiles'),
  attachments: toKind('attachments'),
  sessions: toKind('sessions'),
  checkins: toKind('checkins'),
  reports: toKind('reports'),
  findings: toKind('findings'),
  edits: toKind('edits'),
  builds: toKind('builds'),
  pages: toKind('pages'),
}

/** Spans are in the traces; a trace says what they said. */
export const everyTailKind: readonly string[] = Object.keys(tailKinds).filter(
  (name) => name !== 'spans',
)

/** What most people mean. */
export const usualTailKinds: readonly string[] = ['errors', 'logs', 'traces', 'builds']

import { toFirstChangedLine } from 'protocol'
import type { JsonObject, Kind, RecordOf, TelemetryRecord } from 'protocol'
import { boolean, duration, id, number, size, text } from './column.ts'
import { toEventAttributes, toSurroundingAttributes } from './event-attributes.ts'
import type { Column } from './column.ts'
import type { Table } from './table.ts'

const none: JsonObject = {}

function isCounted(session: Stored<'session'>): session is RecordOf<'session_count'> {
  return session.kind === 'session_count'
}

/** What a record says besides what every row has, without the bytes that its arrival keeps. */
function wholeRest(record: TelemetryRecord): object {
  const { kind: _kind, item: _item, scope: _scope, time: _time, ...rest } = record
  return { ...rest, data: undefined }
}

/** Lines of processes are kept among the logs, counted sessions among the sessions. */
export type TableName = Exclude<Kind, 'output' | 'session_count'>

/** What a table's rows are made of. */
export type Stored<N extends TableName> = N extends 'session'
  ? RecordOf<'session' | 'session_count'>
  : RecordOf<N>

/** How each kind is kept. A kind without a table does not compile. */
export const tables: { readonly [N in TableName]: Table<Stored<N>> } = {
  event: {
    columns: [
      id('event_id', (event) => event.id, 'id'),
      text('level', (event) => event.level),
      text('title', (event) => event.title),
      text('message', (event) => event.message),
      text('type', (event) => event.exceptions.at(-1)?.type, 'error.type'),
      text('value', (event) => event.exceptions.at(-1)?.value, 'error.value', 'message'),
      text('transaction_name', (event) => event.transaction, 'transaction'),
      text('logger', (event) => event.logger),
      id('span_id', (event) => event.spanId),
    ],
    words: ['title', 'message', 'value'],
    attributes: toEventAttributes,
    rest: () => undefined,
  },
  transaction: {
    columns: [
      id('event_id', (transaction) => transaction.id, 'id'),
      text('name', (transaction) => transaction.name, 'transaction'),
      id('span_id', (transaction) => transaction.spanId),
      duration('duration', (transaction) => transaction.duration, 'transaction.duration'),
    ],
    words: ['name'],
    attributes: toSurroundingAttributes,
    rest: () => undefined,
  },
  span: {
    columns: [
      id('span_id', (span) => span.spanId, 'id'),
      id('parent_id', (span) => span.parentSpanId, 'parent_span'),
      id('segment_id', (span) => span.segmentId),
      boolean('is_segment', (span) => span.isSegment, 'is_transaction'),
      text('op', (span) => span.op, 'span.op'),
      text('name', (span) => span.name, 'span.description', 'description', 'span.name'),
      text('segment', (span) => span.segmentName, 'transaction'),
      duration('duration', (span) => span.duration, 'span.duration'),
      text('status', (span) => span.status, 'span.status'),
      text('origin', (span) => span.origin),
      text('span_kind', (span) => span.spanKind, 'span.kind'),
    ],
    words: ['name', 'op'],
    attributes: (span) => span.attributes,
    rest: ({ statusMessage, units, measurements, links, events, traceState, dropped }) => {
      const isBare =
        links.length === 0 &&
        events.length === 0 &&
        statusMessage === undefined &&
        units === undefined &&
        measurements === undefined &&
        traceState === undefined &&
        dropped === undefined
      if (isBare) return undefined
      return { statusMessage, units, measurements, links, events, traceState, dropped }
    },
  },
  log: {
    columns: [
      text('level', (log) => log.level, 'severity'),
      text('body', (log) => log.body, 'message', 'log.body'),
      text('template', (log) => log.template, 'message.template'),
      number('severity_number', (log) => log.severityNumber),
      id('span_id', (log) => log.spanId),
    ],
    words: ['body'],
    attributes: (log) => log.attributes,
    rest: ({ structuredBody, replayId, eventName, units }) =>
      structuredBody === undefined &&
      replayId === undefined &&
      eventName === undefined &&
      units === undefined
        ? undefined
        : { structuredBody, replayId, eventName, units },
  },
  metric: {
    columns: [
      text('name', (metric) => metric.name, 'metric', 'metric.name'),
      text('type', (metric) => metric.type, 'metric.type'),
      number('value', (metric) => metric.value),
      text('unit', (metric) => metric.unit),
      id('span_id', (metric) => metric.spanId),
    ],
    words: ['name'],
    attributes: (metric) => metric.attributes,
    rest: ({ description, values, summary }) =>
      description === undefined && values === undefined && summary === undefined
        ? undefined
        : { description, values, summary },
  },
  session: {
    columns: [
      id('session_id', (session) => (isCounted(session) ? undefined : session.sessionId)),
      text('status', (session) => (isCounted(session) ? 'counted' : session.status)),
      number('errors', (session) => (isCounted(session) ? session.errored : session.errors)),
      duration('duration', (session) => (isCounted(session) ? undefined : session.duration)),
    ],
    words: ['status'],
    attributes: () => none,
    rest: wholeRest,
  },
  check_in: {
    columns: [
      id('check_in_id', (checkIn) => checkIn.id),
      text('monitor', (checkIn) => checkIn.monitor, 'slug'),
      text('status', (checkIn) => checkIn.status),
      duration('duration', (checkIn) => checkIn.duration),
    ],
    words: ['monitor'],
    attributes: () => none,
    rest: wholeRest,
  },
  client_report: {
    columns: [],
    words: [],
    attributes: () => none,
    rest: wholeRest,
  },
  feedback: {
    columns: [
      id('feedback_id', (feedback) => feedback.id, 'id'),
      text('message', (feedback) => feedback.message),
      text('name', (feedback) => feedback.name),
      text('email', (feedback) => feedback.email),
      text('url', (feedback) => feedback.url),
      text('source', (feedback) => feedback.source),
      id('event_id', (feedback) => feedback.eventId),
      id('replay_id', (feedback) => feedback.replayId),
    ],
    words: ['message', 'name', 'email'],
    attributes: toSurroundingAttributes,
    rest: wholeRest,
  },
  replay: {
    columns: [
      id('replay_id', (replay) => replay.id, 'id'),
      number('segment', (replay) => replay.segment),
      text('type', (replay) => replay.replayType),
    ],
    words: [],
    attributes: (replay) => ({ ...toSurroundingAttributes(replay), url: replay.urls }),
    rest: wholeRest,
  },
  replay_recording: {
    columns: [
      id('replay_id', (recording) => recording.replayId),
      number('segment', (recording) => recording.segment),
      number('end_time', (recording) => recording.endTime),
      number('event_count', (recording) => recording.events.length),
    ],
    words: [],
    attributes: () => none,
    rest: () => undefined,
  },
  replay_video: {
    columns: [
      id('replay_id', (video) => video.replayId),
      number('segment', (video) => video.segment),
      size('size', (video) => video.size),
    ],
    words: [],
    attributes: () => none,
    rest: () => undefined,
  },
  profile: {
    columns: [
      id('profile_id', (profile) => profile.id, 'id'),
      id('profiler_id', (profile) => profile.profilerId),
      text('format', (profile) => profile.format),
      text('transaction_name', (profile) => profile.transaction?.name, 'transaction'),
      duration('duration', (profile) => profile.duration),
      number('sample_count', (profile) => profile.samples.length),
    ],
    words: ['transaction_name'],
    attributes: () => none,
    rest: () => undefined,
  },
  attachment: {
    columns: [
      text('filename', (attachment) => attachment.filename),
      text('content_type', (attachment) => attachment.contentType),
      text('attachment_type', (attachment) => attachment.attachmentType),
      size('size', (attachment) => attachment.size),
      id('event_id', (attachment) => attachment.eventId),
      id('span_id', (attachment) => attachment.spanId),
      text('location', (attachment) => attachment.location),
    ],
    words: ['filename'],
    attributes: (attachment) => attachment.attributes,
    rest: () => undefined,
  },
  minidump: {
    columns: [
      id('event_id', (minidump) => minidump.eventId),
      text('filename', (minidump) => minidump.filename),
      text('reason', (minidump) => minidump.crash?.reason),
      text('os', (minidump) => minidump.os),
      size('size', (minidump) => minidump.size),
    ],
    words: ['reason', 'filename'],
    attributes: () => none,
    rest: wholeRest,
  },
  report: {
    columns: [
      text('type', (report) => report.reportType),
      text('title', (report) => report.title),
      text('url', (report) => report.url),
    ],
    words: ['title', 'url'],
    attributes: (report) => report.body,
    rest: wholeRest,
  },
  unreal: {
    columns: [size('size', (unreal) => unreal.size)],
    words: [],
    attributes: () => none,
    rest: wholeRest,
  },
  raw: {
    columns: [text('type', (raw) => raw.itemType), size('size', (raw) => raw.size)],
    words: ['type'],
    attributes: () => none,
    rest: wholeRest,
  },
  edit: {
    columns: [
      text('file', (edit) => edit.file),
      text('change', (edit) => edit.change),
      text('effect', (edit) => edit.effect),
      number('line', (edit) => toFirstChangedLine(edit.hunks)),
    ],
    words: ['file'],
    attributes: () => none,
    rest: wholeRest,
  },
  run: {
    columns: [
      id('run_id', (run) => run.id, 'id'),
      text('command', (run) => run.command),
      text('branch', (run) => run.branch),
      number('end_time', (run) => run.endTime),
      number('exit_code', (run) => run.exitCode),
    ],
    words: ['command'],
    attributes: () => none,
    rest: wholeRest,
  },
  page_load: {
    columns: [
      id('page_id', (page) => page.id, 'id'),
      id('tab', (page) => page.tabId),
      text('url', (page) => page.url),
      text('navigation', (page) => page.navigation),
      duration('duration', (page) => page.duration),
    ],
    words: ['url'],
    attributes: (page) => Object.fromEntries(page.vitals.map(({ name, value }) => [name, value])),
    rest: wholeRest,
  },
  build_error: {
    columns: [
      text('message', (error) => error.message),
      text('file', (error) => error.file),
      number('line', (error) => error.line),
      text('plugin', (error) => error.plugin),
    ],
    words: ['message', 'file'],
    attributes: () => none,
    rest: wholeRest,
  },
  ledger: {
    columns: [
      text('host', (ledger) => ledger.host),
      text('policy', (ledger) => ledger.policy),
      size('kept_bytes', (ledger) => ledger.keptBytes),
      size('sent_bytes', (ledger) => ledger.sentBytes),
    ],
    words: ['host'],
    attributes: () => none,
    rest: wholeRest,
  },
  finding: {
    columns: [
      id('finding_id', (finding) => finding.id, 'id'),
      text('detector', (finding) => finding.detector, 'type'),
      text('title', (finding) => finding.title),
      text('level', (finding) => finding.level),
    ],
    words: ['title', 'detector'],
    attributes: (finding) => finding.evidence,
    rest: wholeRest,
  },
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of the object above
export const tableNames: readonly TableName[] = Object.keys(tables) as TableName[]

/** Columns that the writer of events adds: what its group says. */
export const eventColumns: readonly Column<never>[] = [
  { name: 'issue', type: 'number', aliases: [], read: () => null },
  { name: 'culprit', type: 'text', aliases: [], read: () => null },
]

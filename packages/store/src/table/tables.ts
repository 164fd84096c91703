import type { JsonObject, Kind, TelemetryRecord } from 'protocol'
import { boolean, duration, id, number, size, text } from './column.ts'
import { toEventAttributes, toSurroundingAttributes } from './event-attributes.ts'
import type { Table } from './table.ts'

const none: JsonObject = {}

/** What a record says besides what every row has, without the bytes that its arrival keeps. */
function wholeRest(record: TelemetryRecord): object {
  const { kind: _kind, item: _item, scope: _scope, time: _time, ...rest } = record
  return { ...rest, data: undefined }
}

/** Lines of processes are kept among the logs. */
export type TableName = Exclude<Kind, 'output'>

/** How each kind is kept. A kind without a table does not compile. */
export const tables: { readonly [K in TableName]: Table<K> } = {
  event: {
    kind: 'event',
    columns: [
      id('event_id', (event) => event.id, 'id'),
      text('level', (event) => event.level),
      text('title', (event) => event.title),
      text('message', (event) => event.message),
      text('type', (event) => event.exceptions.at(-1)?.type, 'error.type'),
      text('value', (event) => event.exceptions.at(-1)?.value, 'error.value'),
      text('transaction_name', (event) => event.transaction, 'transaction'),
      text('logger', (event) => event.logger),
      id('span_id', (event) => event.spanId),
    ],
    traceId: (event) => event.traceId,
    words: ['title', 'message', 'value'],
    attributes: toEventAttributes,
    rest: () => undefined,
  },
  transaction: {
    kind: 'transaction',
    columns: [
      id('event_id', (transaction) => transaction.id, 'id'),
      text('name', (transaction) => transaction.name, 'transaction'),
      id('span_id', (transaction) => transaction.spanId),
      duration('duration', (transaction) => transaction.duration, 'transaction.duration'),
    ],
    traceId: (transaction) => transaction.traceId,
    words: ['name'],
    attributes: toSurroundingAttributes,
    rest: () => undefined,
  },
  span: {
    kind: 'span',
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
    traceId: (span) => span.traceId,
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
    kind: 'log',
    columns: [
      text('level', (log) => log.level, 'severity'),
      text('body', (log) => log.body, 'message', 'log.body'),
      text('template', (log) => log.template, 'message.template'),
      number('severity_number', (log) => log.severityNumber),
      id('span_id', (log) => log.spanId),
    ],
    traceId: (log) => log.traceId,
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
    kind: 'metric',
    columns: [
      text('name', (metric) => metric.name, 'metric', 'metric.name'),
      text('type', (metric) => metric.type, 'metric.type'),
      number('value', (metric) => metric.value),
      text('unit', (metric) => metric.unit),
      id('span_id', (metric) => metric.spanId),
    ],
    traceId: (metric) => metric.traceId,
    words: ['name'],
    attributes: (metric) => metric.attributes,
    rest: ({ description, values, summary }) =>
      description === undefined && values === undefined && summary === undefined
        ? undefined
        : { description, values, summary },
  },
  session: {
    kind: 'session',
    columns: [
      id('session_id', (session) => session.sessionId),
      text('status', (session) => session.status),
      number('errors', (session) => session.errors),
      duration('duration', (session) => session.duration),
    ],
    traceId: () => undefined,
    words: ['status'],
    attributes: () => none,
    rest: wholeRest,
  },
  session_count: {
    kind: 'session_count',
    columns: [
      number('exited', (count) => count.exited),
      number('errored', (count) => count.errored),
      number('crashed', (count) => count.crashed),
    ],
    traceId: () => undefined,
    words: [],
    attributes: () => none,
    rest: wholeRest,
  },
  check_in: {
    kind: 'check_in',
    columns: [
      id('check_in_id', (checkIn) => checkIn.id),
      text('monitor', (checkIn) => checkIn.monitor, 'slug'),
      text('status', (checkIn) => checkIn.status),
      duration('duration', (checkIn) => checkIn.duration),
    ],
    traceId: (checkIn) => checkIn.traceId,
    words: ['monitor'],
    attributes: () => none,
    rest: wholeRest,
  },
  client_report: {
    kind: 'client_report',
    columns: [],
    traceId: () => undefined,
    words: [],
    attributes: () => none,
    rest: wholeRest,
  },
  feedback: {
    kind: 'feedback',
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
    traceId: (feedback) => feedback.traceId,
    words: ['message', 'name', 'email'],
    attributes: toSurroundingAttributes,
    rest: wholeRest,
  },
  replay: {
    kind: 'replay',
    columns: [
      id('replay_id', (replay) => replay.id, 'id'),
      number('segment', (replay) => replay.segment),
      text('type', (replay) => replay.replayType),
    ],
    traceId: () => undefined,
    words: [],
    attributes: (replay) => ({ ...toSurroundingAttributes(replay), url: replay.urls }),
    rest: wholeRest,
  },
  replay_recording: {
    kind: 'replay_recording',
    columns: [
      id('replay_id', (recording) => recording.replayId),
      number('segment', (recording) => recording.segment),
      number('end_time', (recording) => recording.endTime),
      number('event_count', (recording) => recording.events.length),
    ],
    traceId: () => undefined,
    words: [],
    attributes: () => none,
    rest: () => undefined,
  },
  replay_video: {
    kind: 'replay_video',
    columns: [
      id('replay_id', (video) => video.replayId),
      number('segment', (video) => video.segment),
      size('size', (video) => video.size),
    ],
    traceId: () => undefined,
    words: [],
    attributes: () => none,
    rest: () => undefined,
  },
  profile: {
    kind: 'profile',
    columns: [
      id('profile_id', (profile) => profile.id, 'id'),
      id('profiler_id', (profile) => profile.profilerId),
      text('format', (profile) => profile.format),
      text('transaction_name', (profile) => profile.transaction?.name, 'transaction'),
      duration('duration', (profile) => profile.duration),
      number('sample_count', (profile) => profile.samples.length),
    ],
    traceId: (profile) => profile.transaction?.traceId,
    words: ['transaction_name'],
    attributes: () => none,
    rest: () => undefined,
  },
  attachment: {
    kind: 'attachment',
    columns: [
      text('filename', (attachment) => attachment.filename),
      text('content_type', (attachment) => attachment.contentType),
      text('attachment_type', (attachment) => attachment.attachmentType),
      size('size', (attachment) => attachment.size),
      id('event_id', (attachment) => attachment.eventId),
      id('span_id', (attachment) => attachment.spanId),
      text('location', (attachment) => attachment.location),
    ],
    traceId: (attachment) => attachment.traceId,
    words: ['filename'],
    attributes: (attachment) => attachment.attributes,
    rest: () => undefined,
  },
  minidump: {
    kind: 'minidump',
    columns: [
      id('event_id', (minidump) => minidump.eventId),
      text('filename', (minidump) => minidump.filename),
      text('reason', (minidump) => minidump.crash?.reason),
      text('os', (minidump) => minidump.os),
      size('size', (minidump) => minidump.size),
    ],
    traceId: () => undefined,
    words: ['reason', 'filename'],
    attributes: () => none,
    rest: wholeRest,
  },
  report: {
    kind: 'report',
    columns: [
      text('type', (report) => report.reportType),
      text('title', (report) => report.title),
      text('url', (report) => report.url),
    ],
    traceId: () => undefined,
    words: ['title', 'url'],
    attributes: (report) => report.body,
    rest: wholeRest,
  },
  unreal: {
    kind: 'unreal',
    columns: [size('size', (unreal) => unreal.size)],
    traceId: () => undefined,
    words: [],
    attributes: () => none,
    rest: wholeRest,
  },
  raw: {
    kind: 'raw',
    columns: [text('type', (raw) => raw.itemType), size('size', (raw) => raw.size)],
    traceId: () => undefined,
    words: ['type'],
    attributes: () => none,
    rest: wholeRest,
  },
  edit: {
    kind: 'edit',
    columns: [
      text('file', (edit) => edit.file),
      text('change', (edit) => edit.change),
      text('effect', (edit) => edit.effect),
      number('line', (edit) => edit.hunks[0]?.newStart),
    ],
    traceId: () => undefined,
    words: ['file'],
    attributes: () => none,
    rest: wholeRest,
  },
  run: {
    kind: 'run',
    columns: [
      id('run_id', (run) => run.id, 'id'),
      text('command', (run) => run.command),
      text('branch', (run) => run.branch),
      number('end_time', (run) => run.endTime),
      number('exit_code', (run) => run.exitCode),
    ],
    traceId: () => undefined,
    words: ['command'],
    attributes: () => none,
    rest: wholeRest,
  },
  page_load: {
    kind: 'page_load',
    columns: [
      id('page_id', (page) => page.id, 'id'),
      id('tab', (page) => page.tabId),
      text('url', (page) => page.url),
      text('navigation', (page) => page.navigation),
      duration('duration', (page) => page.duration),
    ],
    traceId: (page) => page.traceId,
    words: ['url'],
    attributes: (page) => Object.fromEntries(page.vitals.map(({ name, value }) => [name, value])),
    rest: wholeRest,
  },
  build_error: {
    kind: 'build_error',
    columns: [
      text('message', (error) => error.message),
      text('file', (error) => error.file),
      number('line', (error) => error.line),
      text('plugin', (error) => error.plugin),
    ],
    traceId: () => undefined,
    words: ['message', 'file'],
    attributes: () => none,
    rest: wholeRest,
  },
  ledger: {
    kind: 'ledger',
    columns: [
      text('host', (ledger) => ledger.host),
      text('policy', (ledger) => ledger.policy),
      size('kept_bytes', (ledger) => ledger.keptBytes),
      size('sent_bytes', (ledger) => ledger.sentBytes),
    ],
    traceId: () => undefined,
    words: ['host'],
    attributes: () => none,
    rest: wholeRest,
  },
  finding: {
    kind: 'finding',
    columns: [
      id('finding_id', (finding) => finding.id, 'id'),
      text('detector', (finding) => finding.detector, 'type'),
      text('title', (finding) => finding.title),
      text('level', (finding) => finding.level),
    ],
    traceId: (finding) => finding.traceId,
    words: ['title', 'detector'],
    attributes: (finding) => finding.evidence,
    rest: wholeRest,
  },
}

import type { RecordOf, TelemetryRecord, Kind } from 'protocol'
import type { Did } from './capture.ts'
import { hasExpected, isOfTrace, toObjects, toOptionalText, toStrings } from './expected-value.ts'
import { hasScope, isError, isFeedback, isHttpFailure, isMessage } from './event-match.ts'
import {
  countRedis,
  hasQuery,
  hasTree,
  hasVital,
  isHttpClient,
  isNamed,
  isOtelSpan,
  isStatement,
} from './span-match.ts'
import { isBody, isStatsd } from './signal-match.ts'

/** How many of the things a `did` entry tells of are among the records, with the values it names. */
export type Finder = (did: Did, telemetry: Telemetry) => number

/** The records of one channel, by kind. */
export class Telemetry {
  readonly #records: readonly TelemetryRecord[]

  constructor(records: readonly TelemetryRecord[]) {
    this.#records = records
  }

  of<K extends Kind>(kind: K): readonly RecordOf<K>[] {
    return this.#records.filter((record): record is RecordOf<K> => record.kind === kind)
  }

  spans(did: Did): readonly Span[] {
    const traceId = toOptionalText(did['traceId'])
    return this.of('span').filter((span) => traceId === undefined || span.traceId === traceId)
  }
}

type Span = RecordOf<'span'>

/** `undefined` for what has no check: notes, and what the driver did. */
export const finders: Readonly<Record<string, Finder>> = {
  error: (did, telemetry) => telemetry.of('event').filter((event) => isError(event, did)).length,
  message: (did, telemetry) =>
    telemetry.of('event').filter((event) => isMessage(event, did)).length,
  scope: (did, telemetry) => telemetry.of('event').filter((event) => hasScope(event, did)).length,
  httpFailure: (did, telemetry) =>
    telemetry.of('event').filter((event) => isHttpFailure(event, did)).length,
  flags: (did, telemetry) =>
    telemetry
      .of('event')
      .filter((event) => event.id === did['eventId'] && hasExpected(event.flags, did['values']))
      .length,
  attachment: (did, telemetry) =>
    telemetry
      .of('attachment')
      .filter(
        (file) =>
          file.eventId === did['eventId'] &&
          file.filename === did['filename'] &&
          file.contentType === did['contentType'] &&
          file.size === did['bytes'],
      ).length,
  feedback: (did, telemetry) =>
    telemetry.of('feedback').filter((feedback) => isFeedback(feedback, did)).length,
  userReport: (did, telemetry) =>
    telemetry.of('feedback').filter((feedback) => isFeedback(feedback, did)).length,

  log: (did, telemetry) =>
    telemetry
      .of('log')
      .filter(
        (log) =>
          (did['body'] === undefined || log.body === did['body']) &&
          (did['bodyLike'] === undefined || log.body.includes(String(did['bodyLike']))) &&
          log.level === did['level'] &&
          isOfTrace(log.traceId, did) &&
          hasExpected(log.attributes, did['attributes']),
      ).length,
  logBulk: (did, telemetry) =>
    telemetry
      .of('log')
      .filter((log) => log.body.startsWith(String(did['prefix'])) && log.level === did['level'])
      .length,
  metric: (did, telemetry) =>
    telemetry
      .of('metric')
      .filter(
        (metric) =>
          metric.name === did['name'] &&
          metric.type === did['type'] &&
          metric.value === did['value'] &&
          metric.unit === did['unit'] &&
          isOfTrace(metric.traceId, did) &&
          hasExpected(metric.attributes, did['attributes']),
      ).length,
  metricBulk: (did, telemetry) =>
    telemetry
      .of('metric')
      .filter((metric) => metric.name === did['name'] && metric.type === did['type']).length,
  statsd: (did, telemetry) =>
    toObjects(did['metrics']).filter((wanted) =>
      telemetry.of('metric').some((metric) => isStatsd(metric, wanted)),
    ).length,

  session: (did, telemetry) =>
    telemetry.of('session').filter((session) => session.status === did['status']).length,
  sessionAggregate: (_did, telemetry) =>
    telemetry
      .of('session_count')
      .reduce(
        (sum, { exited, errored, crashed, abnormal }) =>
          sum + exited + errored + crashed + abnormal,
        0,
      ),
  checkin: (did, telemetry) =>
    telemetry
      .of('check_in')
      .filter(
        (checkIn) =>
          checkIn.monitor === did['slug'] &&
          checkIn.status === did['status'] &&
          (did['checkInId'] === undefined || checkIn.id === did['checkInId']) &&
          (did['duration'] === undefined ||
            Math.round(checkIn.duration ?? -1) === Math.round(Number(did['duration']) * 1000)) &&
          hasExpected(checkIn.config, did['monitorConfig']),
      ).length,
  dropped: (did, telemetry) =>
    telemetry
      .of('client_report')
      .flatMap(({ discarded }) => discarded)
      .filter(({ reason, category }) => reason === did['reason'] && category === did['category'])
      .reduce((sum, { quantity }) => sum + quantity, 0),

  request: (did, telemetry) =>
    telemetry.spans(did).filter((span) => span.parentSpanId === did['parentSpanId']).length,
  navigation: (did, telemetry) =>
    telemetry
      .spans(did)
      .filter((span) => span.isSegment && span.op === did['op'] && isNamed(span, did['name']))
      .length,
  span: (did, telemetry) =>
    telemetry.spans(did).filter((span) => span.op === did['op'] && isNamed(span, did['name']))
      .length,
  spanTree: (did, telemetry) => (hasTree(telemetry.spans(did), did) ? 1 : 0),
  manySpans: (did, telemetry) =>
    new Set(
      telemetry
        .spans(did)
        .filter((span) => span.name.startsWith(String(did['namePrefix'])))
        .map((span) => span.spanId),
    ).size,
  spanFlags: (did, telemetry) =>
    telemetry
      .spans(did)
      .filter((span) =>
        toObjects(did['values']).every(
          ({ flag, result }) => span.attributes[`flag.evaluation.${String(flag)}`] === result,
        ),
      ).length,
  httpClient: (did, telemetry) =>
    telemetry.spans(did).filter((span) => isHttpClient(span, did)).length,
  httpClientAny: (did, telemetry) =>
    telemetry
      .spans(did)
      .filter((span) => isHttpClient(span, did) && hasQuery(span, String(did['path'])))
      .filter((span) => did['spanId'] === undefined || span.spanId === did['spanId']).length,
  propagation: (did, telemetry) =>
    toObjects(did['seenByServer']).filter(({ sentryTrace }) =>
      telemetry.spans(did).some((span) => String(sentryTrace).split('-')[1] === span.spanId),
    ).length,
  connectedTrace: (did, telemetry) => {
    const spans = telemetry.spans(did)
    const ops = new Set(spans.map((span) => span.op))
    const errors = telemetry.of('event').filter((event) => event.traceId === did['traceId'])
    return toStrings(did['needs']).every((op) => ops.has(op)) ? spans.length + errors.length : 0
  },
  vital: (did, telemetry) =>
    telemetry.of('span').filter((span) => hasVital(span, String(did['name']))).length,
  longTask: (_did, telemetry) =>
    telemetry
      .of('span')
      .filter((span) => /long-(task|animation-frame)|long_(task|animation_frame)/.test(span.op))
      .filter((span) => span.duration >= 50).length,

  db: (did, telemetry) =>
    telemetry.spans(did).filter((span) => span.op.startsWith('db') && isStatement(span, did))
      .length,
  cache: (did, telemetry) =>
    telemetry
      .spans(did)
      .filter(
        (span) =>
          span.op === `cache.${String(did['op'])}` &&
          hasExpected(span.attributes, { 'cache.key': [did['key']] }) &&
          (did['hit'] === undefined || span.attributes['cache.hit'] === did['hit']),
      ).length,
  redis: (did, telemetry) => countRedis(telemetry.spans(did), did),
  genai: (did, telemetry) =>
    telemetry
      .spans(did)
      .filter(
        (span) =>
          /^gen_ai\.(chat|generate_content|invoke_agent|generate_text)/.test(span.op) &&
          [
            span.attributes['gen_ai.request.model'],
            span.attributes['gen_ai.response.model'],
          ].includes(String(did['model'])),
      ).length,
  genaiText: (did, telemetry) =>
    telemetry.spans(did).filter((span) => {
      const said = JSON.stringify(span.attributes)
      return (
        /^gen_ai\.(chat|invoke_agent)/.test(span.op) &&
        said.includes(String(did['prompt'])) &&
        (span.op !== 'gen_ai.chat' || said.includes(String(did['answer'])))
      )
    }).length,

  profile: (did, telemetry) =>
    telemetry
      .of('profile')
      .filter((profile) =>
        toStrings(did['functions']).every((name) =>
          profile.frames.some((frame) => frame.function?.includes(name)),
        ),
      ).length,
  replay: (did, telemetry) => {
    const replays = telemetry.of('replay').filter((replay) => replay.id === did['replayId'])
    const recordings = telemetry
      .of('replay_recording')
      .filter((recording) => recording.replayId === did['replayId'])
    const recorded = JSON.stringify(recordings.map(({ events }) => events))
    const errorIds = new Set(replays.flatMap((replay) => replay.errorIds))
    const isWhole =
      toStrings(did['textInDom']).every((words) => recorded.includes(words)) &&
      toStrings(did['neverOnWire']).every((words) => !recorded.includes(words)) &&
      toStrings(did['errorIds']).every((id) => errorIds.has(id)) &&
      recordings.length >= Number(did['minSegments'])
    return isWhole ? recordings.length : 0
  },

  otelServer: (did, telemetry) =>
    telemetry
      .spans(did)
      .filter((span) => span.spanKind === 'server' && span.parentSpanId === did['parentSpanId'])
      .length,
  otelDb: (did, telemetry) => telemetry.spans(did).filter((span) => isStatement(span, did)).length,
  otelRedis: (did, telemetry) => countRedis(telemetry.spans(did), did),
  otelException: (did, telemetry) =>
    telemetry
      .of('event')
      .filter(
        (event) =>
          event.traceId === did['traceId'] &&
          event.derivedFrom === 'span-event' &&
          event.exceptions.at(-1)?.type === did['type'] &&
          event.exceptions.at(-1)?.value === did['message'],
      ).length,
  otelSpan: (did, telemetry) => telemetry.spans(did).filter((span) => isOtelSpan(span, did)).length,
  otelMany: (did, telemetry) =>
    telemetry.spans(did).filter((span) => span.name.startsWith(String(did['prefix']))).length,
  otelLog: (did, telemetry) =>
    telemetry
      .of('log')
      .filter(
        (log) =>
          (did['body'] === undefined || isBody(log, did['body'])) &&
          (did['bodyLike'] === undefined || log.body.includes(String(did['bodyLike']))) &&
          (did['severityNumber'] === undefined || log.severityNumber === did['severityNumber']) &&
          isOfTrace(log.traceId, did) &&
          hasExpected(log.attributes, did['attributes']),
      ).length,
  otelLogCount: (_did, telemetry) => telemetry.of('log').length,
  otelMetric: (did, telemetry) =>
    telemetry
      .of('metric')
      .filter(
        (metric) =>
          metric.name === did['name'] &&
          (did['value'] === undefined || metric.value === did['value']) &&
          (did['count'] === undefined || metric.summary?.count === did['count']) &&
          (did['sum'] === undefined || metric.summary?.sum === did['sum']) &&
          hasExpected(metric.attributes, did['attributes']),
      ).length,
}

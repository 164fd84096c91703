import type { RecordOf, TelemetryRecord, Kind } from 'protocol'
import type { Did } from './capture.ts'

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
    const traceId = text(did['traceId'])
    return this.of('span').filter((span) => traceId === undefined || span.traceId === traceId)
  }
}

type Span = RecordOf<'span'>
type Event = RecordOf<'event'>

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
      .filter((event) => event.id === did['eventId'] && contains(event.flags, did['values']))
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
          sameTrace(log.traceId, did) &&
          contains(log.attributes, did['attributes']),
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
          sameTrace(metric.traceId, did) &&
          contains(metric.attributes, did['attributes']),
      ).length,
  metricBulk: (did, telemetry) =>
    telemetry
      .of('metric')
      .filter((metric) => metric.name === did['name'] && metric.type === did['type']).length,
  statsd: (did, telemetry) =>
    list(did['metrics']).filter((wanted) =>
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
          contains(checkIn.config, did['monitorConfig']),
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
        list(did['values']).every(
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
    list(did['seenByServer']).filter(({ sentryTrace }) =>
      telemetry.spans(did).some((span) => String(sentryTrace).split('-')[1] === span.spanId),
    ).length,
  connectedTrace: (did, telemetry) => {
    const spans = telemetry.spans(did)
    const ops = new Set(spans.map((span) => span.op))
    const errors = telemetry.of('event').filter((event) => event.traceId === did['traceId'])
    return strings(did['needs']).every((op) => ops.has(op)) ? spans.length + errors.length : 0
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
          contains(span.attributes, { 'cache.key': [did['key']] }) &&
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
        strings(did['functions']).every((name) =>
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
      strings(did['textInDom']).every((words) => recorded.includes(words)) &&
      strings(did['neverOnWire']).every((words) => !recorded.includes(words)) &&
      strings(did['errorIds']).every((id) => errorIds.has(id)) &&
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
          sameTrace(log.traceId, did) &&
          contains(log.attributes, did['attributes']),
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
          contains(metric.attributes, did['attributes']),
      ).length,
}

function isError(event: Event, did: Did): boolean {
  if (did['eventId'] !== undefined && event.id !== did['eventId']) return false
  const { exceptions } = event
  if (exceptions.length === 0) return false
  const has = (wanted: Did | Record<string, unknown>): boolean =>
    exceptions.some(
      (exception) =>
        (wanted['type'] === undefined || exception.type === wanted['type']) &&
        (wanted['value'] === undefined || isCut(exception.value ?? '', String(wanted['value']))),
    )
  const handled = did['handled']
  return (
    has(did) &&
    list(did['chain']).every(has) &&
    list(did['aggregate']).every(has) &&
    (handled === undefined ||
      exceptions.some((exception) => exception.mechanism?.handled === handled)) &&
    strings(did['objectKeys']).every((key) =>
      exceptions.some(({ value }) => value?.includes(key)),
    ) &&
    sameTrace(event.traceId, did) &&
    isLevel(event, did['level']) &&
    contains(event.tags, did['tags']) &&
    contains(event.extra, did['extra']) &&
    contains(event.fingerprint, did['fingerprint']) &&
    list(did['breadcrumbs']).every((wanted) =>
      event.breadcrumbs.some((crumb) => contains(crumb, wanted)),
    ) &&
    (did['localVariables'] === undefined || hasLocals(event, did['localVariables']))
  )
}

function hasLocals(event: Event, wanted: unknown): boolean {
  return event.exceptions.some(({ frames }) => frames.some((frame) => contains(frame, wanted)))
}

function isMessage(event: Event, did: Did): boolean {
  if (did['eventId'] !== undefined && event.id !== did['eventId']) return false
  const said = [event.message, ...event.exceptions.map(({ value }) => value)]
  return said.includes(text(did['message'])) && isLevel(event, did['level'])
}

/** `log` is JavaScript's name for info. */
function isLevel(event: Event, level: unknown): boolean {
  return level === undefined || event.level === (level === 'log' ? 'info' : level)
}

function hasScope(event: Event, did: Did): boolean {
  return (
    contains(event.user, did['user']) &&
    contains(event.tags, did['tags']) &&
    contains(event.contexts, did['contexts'])
  )
}

function isHttpFailure(event: Event, did: Did): boolean {
  return (
    event.request?.url === did['url'] &&
    event.request?.method === did['method'] &&
    event.contexts['response']?.['status_code'] === did['status']
  )
}

function isFeedback(feedback: RecordOf<'feedback'>, did: Did): boolean {
  return (
    feedback.message === did['message'] &&
    feedback.name === did['name'] &&
    (did['eventId'] === undefined ||
      feedback.id === did['eventId'] ||
      feedback.source === 'user_report') &&
    (did['email'] === undefined || feedback.email === did['email']) &&
    (did['source'] === undefined || feedback.source === did['source']) &&
    (did['associatedEventId'] === undefined || feedback.eventId === did['associatedEventId'])
  )
}

function isStatsd(metric: RecordOf<'metric'>, wanted: Record<string, unknown>): boolean {
  const [type, name, unit] = String(wanted['mri']).split(/[:@]/)
  const types: Record<string, string> = { c: 'counter', d: 'distribution', g: 'gauge', s: 'set' }
  if (
    metric.name !== name ||
    metric.type !== types[type ?? ''] ||
    (metric.unit ?? 'none') !== unit
  ) {
    return false
  }
  const { summary } = metric
  return (
    contains(metric.attributes, wanted['tags']) &&
    (wanted['values'] === undefined || contains(metric.values, wanted['values'])) &&
    (wanted['distinct'] === undefined || metric.value === wanted['distinct']) &&
    (type !== 'c' || metric.value === wanted['sum']) &&
    (type !== 'g' ||
      contains(summary, {
        last: wanted['last'],
        min: wanted['min'],
        max: wanted['max'],
        sum: wanted['sum'],
        count: wanted['count'],
      }))
  )
}

/** SDK 11 names browser roots `Pageload`; the path is then in `url.path`. */
function isNamed(span: Span, name: unknown): boolean {
  return name === undefined || span.name === name || span.attributes['url.path'] === name
}

function hasTree(spans: readonly Span[], did: Did): boolean {
  const root = did['root'] as Record<string, unknown>
  const found = spans.find((span) => span.name === root['name'] && span.op === root['op'])
  if (found === undefined || !contains(found.attributes, root['attributes'])) return false
  const byId = new Map(spans.map((span) => [span.spanId, span]))
  return list(did['spans']).every((wanted) =>
    spans.some(
      (span) =>
        span.name === wanted['name'] &&
        span.op === wanted['op'] &&
        byId.get(span.parentSpanId ?? '')?.name === wanted['parent'] &&
        (wanted['status'] !== 'error' || span.status !== 'ok'),
    ),
  )
}

function isHttpClient(span: Span, did: Did): boolean {
  if (!span.op.startsWith('http.client')) return false
  const { attributes } = span
  const url = new URL(String(did['url']))
  const said = [attributes['url.full'], attributes['http.url'], attributes['url']]
    .filter((value) => typeof value === 'string')
    .concat(span.name.split(' ').at(-1) ?? '')
  const status = attributes['http.response.status_code'] ?? attributes['http.status_code']
  return (
    said.some((address) => toPath(address) === url.pathname) &&
    (attributes['http.request.method'] ?? attributes['http.method'] ?? did['method']) ===
      did['method'] &&
    (typeof did['status'] !== 'number' || status === did['status'])
  )
}

function hasQuery({ attributes }: Span, path: string): boolean {
  const query = path.split('?')[1]
  return query === undefined || JSON.stringify(attributes).includes(query)
}

function toPath(address: string): string {
  return address.replace(/^\w+:\/\/[^/]+/, '').split(/[?#]/)[0] ?? ''
}

function isStatement(span: Span, did: Did): boolean {
  const said = [span.name, span.attributes['db.query.text'], span.attributes['db.statement']].map(
    (value) => normal(String(value ?? '')),
  )
  if (did['statementLike'] !== undefined) {
    return said.some((statement) => statement.startsWith(normal(String(did['statementLike']))))
  }
  const wanted = String(did['statement'])
  // SDK 11 masks literals.
  return (
    said.includes(normal(wanted)) || said.includes(normal(wanted.replace(/\b\d+\b|'[^']*'/g, '?')))
  )
}

function normal(statement: string): string {
  return statement.replace(/\s+/g, ' ').trim()
}

function countRedis(spans: readonly Span[], did: Did): number {
  const commands = did['commands'] as Record<string, number>
  const wanted = Object.keys(commands)
  return spans.filter((span) => {
    const { attributes } = span
    const system = attributes['db.system'] ?? attributes['db.system.name']
    const said = String(attributes['db.query.text'] ?? attributes['db.statement'] ?? span.name)
    const command = (said.split(' ')[0] ?? '').replace(/^redis-/, '').toLowerCase()
    return system === 'redis' && wanted.includes(command)
  }).length
}

function hasVital(span: Span, name: string): boolean {
  const key = name.toLowerCase()
  const { attributes, measurements, op } = span
  return (
    measurements?.[key] !== undefined ||
    attributes[`browser.web_vital.${key}.value`] !== undefined ||
    op === `ui.webvital.${key}` ||
    (key === 'inp' && op.startsWith('ui.interaction') && measurements?.['inp'] !== undefined)
  )
}

function isOtelSpan(span: Span, did: Did): boolean {
  const events = list(did['events'])
  return (
    span.spanId === did['spanId'] &&
    span.name === did['name'] &&
    (did['parentSpanId'] === undefined || span.parentSpanId === did['parentSpanId']) &&
    contains(span.attributes, did['attributes']) &&
    contains(span.attributes, did['resource']) &&
    events.every((wanted) =>
      span.events.some(
        (event) =>
          event.name === wanted['name'] && contains(event.attributes, wanted['attributes']),
      ),
    ) &&
    (did['statusCode'] !== 2 || span.status === 'error') &&
    list(did['links']).every((wanted) => span.links.some((link) => contains(link, wanted)))
  )
}

function isBody(log: RecordOf<'log'>, wanted: unknown): boolean {
  return typeof wanted === 'string' ? log.body === wanted : contains(log.structuredBody, wanted)
}

function sameTrace(traceId: string | undefined, did: Did): boolean {
  return did['traceId'] === undefined || traceId === did['traceId']
}

/** SDKs cut long values and mark the cut with dots. */
function isCut(value: string, wanted: string): boolean {
  return value === wanted || (value.endsWith('...') && wanted.startsWith(value.slice(0, -3)))
}

/** Whether `value` has everything `wanted` has; what an SDK adds is its own business. */
function contains(value: unknown, wanted: unknown): boolean {
  if (wanted === undefined || wanted === null) return true
  if (Array.isArray(wanted)) {
    return Array.isArray(value) && wanted.every((entry, index) => contains(value[index], entry))
  }
  if (typeof wanted !== 'object') return value === wanted || String(value) === String(wanted)
  if (typeof value !== 'object' || value === null) return false
  const fields = value as Record<string, unknown>
  return Object.entries(wanted).every(([key, entry]) => contains(fields[key], entry))
}

function list(value: unknown): readonly Record<string, unknown>[] {
  return Array.isArray(value) ? (value as Record<string, unknown>[]) : []
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : []
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

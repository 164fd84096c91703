import { readId } from '../id.ts'
import { readText } from '../json.ts'
import type { Json } from '../json.ts'
import { readLogLevel, toSeverityLevel } from '../level.ts'
import type { Level, LogLevel } from '../level.ts'
import type { Attributes } from '../record/base.ts'
import type { EventRecord } from '../record/event.ts'
import type { LogRecord } from '../record/log.ts'
import { readLogBody } from '../sentry/log.ts'
import { isException, toExceptionEvent } from './exception.ts'
import type { ToldException } from './exception.ts'
import type { OtlpLog } from './model.ts'
import { withOrigin } from './resource.ts'
import type { GroupOrigin } from './resource.ts'
import type { OtlpSource } from './source.ts'

/** Logs, each followed by the exception it tells of. */
export function toLogRecords(
  logs: readonly OtlpLog[],
  origin: GroupOrigin,
  source: OtlpSource,
): readonly (LogRecord | EventRecord)[] {
  const records: (LogRecord | EventRecord)[] = []
  const seen = new Map<string, number>()
  for (const log of logs) {
    const record = toLogRecord(log, records.length, origin, source)
    records.push(record)
    if (isException(log.attributes)) records.push(toLogException(log, record, { origin, seen }))
  }
  return records
}

function toLogRecord(
  log: OtlpLog,
  index: number,
  origin: GroupOrigin,
  source: OtlpSource,
): LogRecord {
  const { attributes, severityNumber } = log
  const level = toLevel(log)
  const { body, structuredBody } = readLogBody(log.body ?? undefined)
  const eventName = log.eventName ?? readText(attributes['event.name'])
  return {
    kind: 'log',
    time: log.time ?? log.observedTime ?? source.receivedAt,
    item: source.index,
    scope: origin.scope,
    level,
    body: body || toHeadline(attributes) || (eventName ?? ''),
    structuredBody,
    template: toTemplate(attributes),
    severityNumber,
    traceId: log.traceId,
    spanId: log.spanId,
    replayId: readId(attributes['sentry.replay_id']),
    eventName,
    attributes: withOrigin(withRest(log, level), origin, index),
    units: undefined,
  }
}

function toLevel({ severityNumber, severityText }: OtlpLog): LogLevel {
  const byNumber = severityNumber === undefined ? undefined : toSeverityLevel(severityNumber)
  return byNumber ?? readLogLevel(severityText) ?? 'info'
}

/** A log of an exception may have no body: its attributes say it all. */
function toHeadline(attributes: Attributes): string {
  const type = readText(attributes['exception.type'])
  const message = readText(attributes['exception.message'])
  return [type, message].filter((part) => part !== undefined).join(': ')
}

/** Not in OpenTelemetry's conventions: Sentry's, Serilog's and Microsoft's loggers' names. */
const TEMPLATE_NAMES = ['sentry.message.template', 'message_template.text', '{OriginalFormat}']

function toTemplate(attributes: Attributes): string | undefined {
  for (const name of TEMPLATE_NAMES) {
    const template = readText(attributes[name])
    if (template !== undefined) return template
  }
  return undefined
}

/** What a log record has no field for: a level in the app's own words, and what the SDK threw away. */
function withRest(log: OtlpLog, level: LogLevel): Attributes {
  const { attributes, severityText, droppedAttributes } = log
  const hasOwnLevel = severityText !== undefined && readLogLevel(severityText) !== level
  if (!hasOwnLevel && droppedAttributes === 0) return attributes
  const all: Record<string, Json> = { ...attributes }
  if (hasOwnLevel) all['severity_text'] = severityText
  if (droppedAttributes > 0) all['otel.dropped_attributes_count'] = droppedAttributes
  return all
}

const EVENT_LEVELS: Readonly<Record<LogLevel, Level>> = {
  trace: 'debug',
  debug: 'debug',
  info: 'info',
  warn: 'warning',
  error: 'error',
  fatal: 'fatal',
}

function toLogException(
  log: OtlpLog,
  record: LogRecord,
  { origin, seen }: Pick<ToldException, 'origin' | 'seen'>,
): EventRecord {
  const { time, item, traceId, spanId, body } = record
  return toExceptionEvent({
    attributes: log.attributes,
    origin,
    time,
    item,
    level: EVENT_LEVELS[record.level],
    message: body || undefined,
    template:
      record.template === undefined ? undefined : { text: record.template, params: undefined },
    logger: origin.instrumentation,
    transaction: undefined,
    traceId,
    spanId,
    parentSpanId: undefined,
    derivedFrom: 'log',
    seen,
  })
}

import type { OpenArrival } from '../arrival.ts'
import { readText, toText } from '../json.ts'
import type { LogLevel } from '../level.ts'
import { splitLines } from '../line.ts'
import type { Payload } from '../payload.ts'
import type { LogRecord } from '../record/log.ts'
import { readAnyLevel } from './any-level.ts'
import { readAnyTime } from './any-time.ts'
import { ownNames, toFlatAttributes } from './flat-attributes.ts'
import { findContent, readJsonBatch, readJsonRecords } from './json-batch.ts'
import { createLineScopes, toLogRecord } from './log-record.ts'
import type { LineScopes } from './log-record.ts'
import { readMsgpackBatch } from './msgpack-batch.ts'
import type { TimedRecord } from './msgpack-batch.ts'
import { findField, toFieldNames } from './named-field.ts'
import type { FieldName } from './named-field.ts'
import { readTraceLink } from './trace-link.ts'

/**
 * Logs of any forwarder or logger: Vector, Fluent Bit, pino, bunyan, structlog, a `curl` in a
 * script. What names differ for the same thing is known here; the rest become attributes.
 */
export function readJsonArrival(arrival: OpenArrival): readonly LogRecord[] {
  const scopes = createLineScopes(arrival.scope)
  return readRecords(arrival).map((record) => toLog(arrival, scopes, record))
}

function readRecords(arrival: OpenArrival): readonly TimedRecord[] {
  const { body, allowance } = arrival
  const type = arrival.contentType?.toLowerCase() ?? ''
  const start = findContent(body, 0)
  if (start === body.length) return []
  if (type.includes('msgpack') || (!type.includes('json') && looksLikeMsgpack(body))) {
    return readMsgpackBatch(arrival)
  }
  const isJson = looksLikeJson(body, start)
  if (type.includes('json') || (isJson && !type.startsWith('text/'))) {
    return readJsonBatch(arrival).map(toUntimed)
  }
  // Text may begin like JSON, `[info] …` or one JSON line among others, and is text all the same.
  const whole = isJson ? readJsonRecords(body) : undefined
  return whole ? allowance.takeOf(whole).map(toUntimed) : readTextLines(arrival)
}

function toUntimed(fields: Payload): TimedRecord {
  return { fields, time: undefined }
}

/** A map or a list, and not the first letter of a text in Syriac or Thaana. */
function looksLikeMsgpack(body: Uint8Array): boolean {
  const [head = 0, next = 0] = body
  return (head >= 0x80 && head <= 0x9f) || (head >= 0xdc && head <= 0xdf && next < 0x80)
}

function looksLikeJson(body: Uint8Array, start: number): boolean {
  return /^(?:\{|\[\s*[[{\]])/.test(toText(body.subarray(start, start + 64)))
}

/** What no terminal was ever meant to show. */
// oxlint-disable-next-line no-control-regex
const BINARY = /[\u0000-\u0007\u000e-\u001a\u001c-\u001f]/

function readTextLines({ body, report, allowance }: OpenArrival): readonly TimedRecord[] {
  if (BINARY.test(toText(body.subarray(0, 4096)))) {
    report('body-format', 0, 'neither JSON nor msgpack nor text')
    return []
  }
  const records: TimedRecord[] = []
  for (const { start, end } of splitLines(body)) {
    if (!allowance.take()) break
    const line = body.subarray(start, end)
    const message = toText(line).trimEnd()
    const found = message.startsWith('{') ? readJsonRecords(line) : undefined
    for (const fields of found ?? [{ message }]) records.push(toUntimed(fields))
  }
  return records
}

const TIMES = toFieldNames('timestamp', 'time', 'date', '@timestamp', 'ts')
const MESSAGES = toFieldNames('message', 'msg', 'log', 'body', 'event')
/** What loggers call the level of a line. */
export const levelNames: readonly FieldName[] = toFieldNames(
  'level',
  'severity',
  'lvl',
  'log.level',
  'levelname',
)
const SERVICES = toFieldNames('service', 'service.name', 'dd.service', 'app', 'source')
const ENVIRONMENTS = toFieldNames('environment', 'deployment.environment', 'dd.env', 'env')
const HOSTS = toFieldNames('host', 'hostname', 'host.name')

function toLog(arrival: OpenArrival, scopes: LineScopes, record: TimedRecord): LogRecord {
  const { fields } = record
  const time = findField(fields, TIMES, readAnyTime)
  const message = findField(fields, MESSAGES, readMessage)
  const level = findField(fields, levelNames, readAnyLevel)
  const trace = readTraceLink(fields)
  const told = [time, message, level].flatMap((found) => (found === undefined ? [] : [found.name]))
  return toLogRecord(arrival, {
    time: record.time ?? time?.value,
    level: level?.value ?? toStreamLevel(fields),
    body: message === undefined ? fields : message.value,
    scope: scopes({
      service: findField(fields, SERVICES, readText)?.value,
      environment: findField(fields, ENVIRONMENTS, readText)?.value,
      serverName: findField(fields, HOSTS, readText)?.value,
    }),
    trace,
    attributes: toFlatAttributes(fields, ownNames, new Set([...told, ...trace.names])),
  })
}

/** Docker's and Fluent's `log` ends with the line's own line feed. */
function readMessage(value: unknown): unknown {
  if (typeof value !== 'string') return value ?? undefined
  const text = value.trimEnd()
  return text === '' ? undefined : text
}

/** Container logs name the stream where they know no level. */
function toStreamLevel(fields: Payload): LogLevel {
  return fields['stream'] === 'stderr' ? 'error' : 'info'
}

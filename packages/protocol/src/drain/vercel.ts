import type { OpenArrival } from '../arrival.ts'
import { isObject, readNumber, readText } from '../json.ts'
import type { LogLevel } from '../level.ts'
import type { Payload } from '../payload.ts'
import type { LogRecord } from '../record/log.ts'
import { readAnyLevel } from './any-level.ts'
import { readAnyTime } from './any-time.ts'
import { ownNames, toFlatAttributes, toVendorNames } from './flat-attributes.ts'
import { readJsonBatch } from './json-batch.ts'
import { createLineScopes, toLogRecord } from './log-record.ts'
import { readTraceLink } from './trace-link.ts'

/** Told by the record's own fields. */
const TOLD = new Set([
  'message',
  'timestamp',
  'level',
  'traceId',
  'spanId',
  'trace.id',
  'span.id',
  // Sentry names these otherwise, below.
  'type',
  'host',
])

const names = toVendorNames('vercel')

/** @see https://vercel.com/docs/drains/reference/logs */
export function readVercelArrival(arrival: OpenArrival): readonly LogRecord[] {
  const scopes = createLineScopes(arrival.scope)
  return readJsonBatch(arrival).map((line) => {
    const service = readText(line['projectName']) ?? arrival.scope.service ?? 'vercel'
    const environment = readText(line['environment'])
    const renamed = { 'vercel.log_type': line['type'], 'server.address': line['host'] }
    return toLogRecord(arrival, {
      time: readAnyTime(line['timestamp']),
      level: toLevel(line),
      body: isSaid(line['message']) ? line['message'] : toSummary(line),
      scope: scopes({ service, environment, serverName: undefined }),
      trace: readTraceLink(line),
      attributes: {
        'sentry.origin': 'auto.log_drain.vercel',
        ...toFlatAttributes(renamed, ownNames),
        ...toFlatAttributes(line, names, TOLD),
      },
    })
  })
}

/** Vercel says -1 where a function ended without an answer. */
const CRASHED = -1

/** A crash is told as `info` when the function itself printed nothing worse. */
function toLevel(line: Payload): LogLevel {
  const status = readNumber(line['statusCode'])
  if (status === CRASHED) return 'fatal'
  const level = readAnyLevel(line['level'])
  if (level !== undefined) return level
  return line['type'] === 'stderr' || (status !== undefined && status >= 500) ? 'error' : 'info'
}

function isSaid(message: unknown): boolean {
  return message !== undefined && message !== null && message !== ''
}

/** Lines about requests have no message: static files, redirects, the firewall. */
function toSummary(line: Payload): string {
  const proxy = isObject(line['proxy']) ? line['proxy'] : {}
  const status = readNumber(line['statusCode']) ?? readNumber(proxy['statusCode'])
  const action = readText(proxy['wafAction'])
  const parts = [
    readText(proxy['method']),
    readText(proxy['path']) ?? readText(line['path']) ?? readText(line['entrypoint']),
    status === CRASHED ? 'crashed' : status,
    action === undefined ? undefined : `firewall: ${action}`,
  ]
  return parts.filter((part) => part !== undefined).join(' ')
}

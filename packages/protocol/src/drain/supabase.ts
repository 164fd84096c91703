import type { OpenArrival } from '../arrival.ts'
import { readNumber } from '../json.ts'
import type { LogLevel } from '../level.ts'
import type { Payload } from '../payload.ts'
import type { LogRecord } from '../record/log.ts'
import { readAnyLevel } from './any-level.ts'
import { readAnyTime } from './any-time.ts'
import { ownNames, toFlatAttributes } from './flat-attributes.ts'
import { readJsonBatch } from './json-batch.ts'
import { createLineScopes, toLogRecord } from './log-record.ts'
import { findField, toFieldNames } from './named-field.ts'
import { readTraceLink } from './trace-link.ts'

/** The drain's own time in microseconds; where that is 0, what the service behind it says. */
const TIMES = toFieldNames(
  'timestamp',
  'metadata.timestamp',
  'metadata.parsed.timestamp',
  'metadata.context.time',
)

const LEVELS = toFieldNames('metadata.level', 'metadata.parsed.error_severity', 'level')

const STATUSES = toFieldNames('metadata.response.status_code')

const TOLD = new Set(['event_message', 'timestamp'])

/** Auth, database, edge and storage lines of one project: they differ in what `metadata` holds. */
export function readSupabaseArrival(arrival: OpenArrival): readonly LogRecord[] {
  const scopes = createLineScopes(arrival.scope)
  const service = arrival.scope.service ?? 'supabase'
  return readJsonBatch(arrival).map((line) =>
    toLogRecord(arrival, {
      time: findField(line, TIMES, readAnyTime)?.value,
      level: findField(line, LEVELS, readAnyLevel)?.value ?? toStatusLevel(line),
      body: line['event_message'],
      scope: scopes({ service, environment: undefined, serverName: undefined }),
      trace: readTraceLink(line),
      attributes: {
        'sentry.origin': 'auto.log_drain.supabase',
        ...toFlatAttributes(line, ownNames, TOLD),
      },
    }),
  )
}

/** Lines of the edge are about requests and have no level. */
function toStatusLevel(line: Payload): LogLevel {
  const status = findField(line, STATUSES, readNumber)?.value ?? 0
  if (status >= 500) return 'error'
  return status >= 400 ? 'warn' : 'info'
}

import { toArrivalItem } from '../arrival/arrival-item.ts'
import type { OpenArrival } from '../arrival.ts'
import { toDerivedId } from '../id.ts'
import { isObject, readNumber, readScalar, readText, toJson } from '../json.ts'
import type { LogLevel } from '../level.ts'
import type { Payload } from '../payload.ts'
import type { Attributes, Scope } from '../record/base.ts'
import type { EventRecord } from '../record/event.ts'
import type { LogRecord } from '../record/log.ts'
import { toScope } from '../scope.ts'
import { toEvent } from '../sentry/event.ts'
import { readAnyLevel } from './any-level.ts'
import { readAnyTime } from './any-time.ts'
import { toFlatAttributes, toVendorNames } from './flat-attributes.ts'
import { readJsonBatch } from './json-batch.ts'
import { toLogRecord } from './log-record.ts'
import { findField, toFieldNames } from './named-field.ts'
import { readTraceLink } from './trace-link.ts'

/**
 * Logpush of Workers: each line is one invocation, with what it printed and threw. Lines of other
 * data sets are about requests and become one log each.
 *
 * @see https://developers.cloudflare.com/logs/logpush/logpush-job/datasets/account/workers_trace_events/
 */
export function readCloudflareArrival(arrival: OpenArrival): readonly (LogRecord | EventRecord)[] {
  const service = arrival.scope.service ?? 'cloudflare'
  const scope = toScope(arrival.scope, { service })
  const records: (LogRecord | EventRecord)[] = []
  for (const fields of readJsonBatch(arrival)) {
    if (isProbe(fields)) continue
    const invocation = toInvocation(fields, scope)
    for (const record of readInvocation(arrival, invocation)) records.push(record)
  }
  return records
}

/** Before a job is set up, one line is sent to see whether anybody answers. */
function isProbe(fields: Payload): boolean {
  return fields['content'] === 'tests' && Object.keys(fields).length === 1
}

interface Invocation {
  readonly fields: Payload
  readonly scope: Scope
  readonly time: number | undefined
  /** Of the whole invocation, shared by all its records. */
  readonly attributes: Attributes
}

const TIMES = toFieldNames('EventTimestampMs', 'EdgeStartTimestamp', 'Datetime', 'Timestamp')
const TOLD = new Set(['Logs', 'Exceptions', 'EventTimestampMs'])
const names = toVendorNames('cloudflare')

function toInvocation(fields: Payload, scope: Scope): Invocation {
  return {
    fields,
    scope,
    time: findField(fields, TIMES, readAnyTime)?.value,
    attributes: {
      'sentry.origin': 'auto.log_drain.cloudflare',
      ...toFlatAttributes(fields, names, TOLD),
    },
  }
}

function readInvocation(
  arrival: OpenArrival,
  invocation: Invocation,
): readonly (LogRecord | EventRecord)[] {
  const { fields } = invocation
  const records: (LogRecord | EventRecord)[] = []
  for (const log of arrival.allowance.takeOf(readObjects(fields['Logs']))) {
    const time = readAnyTime(log['TimestampMs'])
    const level = readAnyLevel(log['Level']) ?? 'info'
    records.push(toLog(arrival, invocation, { time, level, body: toConsoleText(log['Message']) }))
  }
  const exceptions = arrival.allowance.takeOf(readObjects(fields['Exceptions']))
  for (const [index, thrown] of exceptions.entries()) {
    records.push(toThrown(arrival, { invocation, thrown, index }))
  }
  const outcome = readText(fields['Outcome']) ?? 'ok'
  if (outcome !== 'ok' || records.length === 0) {
    const level = toOutcomeLevel(outcome)
    records.push(toLog(arrival, invocation, { time: undefined, level, body: toSummary(fields) }))
  }
  return records
}

interface Line {
  readonly time: number | undefined
  readonly level: LogLevel
  readonly body: unknown
}

function toLog(
  arrival: OpenArrival,
  invocation: Invocation,
  { time, level, body }: Line,
): LogRecord {
  const { scope, attributes, fields } = invocation
  const trace = readTraceLink(fields)
  return toLogRecord(arrival, {
    time: time ?? invocation.time,
    level,
    body,
    scope,
    trace,
    attributes,
  })
}

/** The arguments of one `console.log`. */
function toConsoleText(message: unknown): unknown {
  if (!Array.isArray(message)) return message
  return message.map((part) => readScalar(part) ?? JSON.stringify(toJson(part))).join(' ')
}

/** Whoever called went away: nothing failed here. */
const LEFT = new Set(['canceled', 'responseStreamDisconnected'])

function toOutcomeLevel(outcome: string): LogLevel {
  if (outcome === 'ok') return 'info'
  return LEFT.has(outcome) ? 'warn' : 'error'
}

/** Where the request stands in the lines of Workers and of HTTP requests. */
const METHODS = toFieldNames('Event.Request.Method', 'ClientRequestMethod')
const URLS = toFieldNames('Event.Request.URL', 'ClientRequestURI')
const STATUSES = toFieldNames('Event.Response.Status', 'EdgeResponseStatus')
const SCRIPTS = toFieldNames('ScriptName', 'ClientRequestHost')
const RAYS = toFieldNames('Event.RayID', 'RayID')

/** `GET https://shop.example/cart 500 exception`; what has none of these parts stays as it is. */
function toSummary(fields: Payload): unknown {
  const outcome = readText(fields['Outcome'])
  const request = [METHODS, URLS, STATUSES].map(
    (places) => findField(fields, places, readScalar)?.value,
  )
  const script = findField(fields, SCRIPTS, readText)?.value
  const parts = [script, ...request, outcome].filter((part) => part !== undefined)
  return parts.length > 0 ? parts.join(' ') : fields
}

interface Thrown {
  readonly invocation: Invocation
  readonly thrown: Payload
  readonly index: number
}

function toThrown(arrival: OpenArrival, { invocation, thrown, index }: Thrown): EventRecord {
  const { fields, scope } = invocation
  const type = readText(thrown['Name']) ?? 'Error'
  const value = readScalar(thrown['Message'])
  const time = readAnyTime(thrown['TimestampMs']) ?? invocation.time
  const url = findField(fields, URLS, readText)?.value
  const method = findField(fields, METHODS, readText)?.value
  const ray = findField(fields, RAYS, readText)?.value
  const script = readText(fields['ScriptName'])
  const item = toArrivalItem(arrival, { scope, receivedAt: time ?? arrival.receivedAt })
  const event = toEvent(item, {
    event_id: toDerivedId(script, ray, time, readNumber(fields['EventTimestampMs']), index, value),
    platform: 'javascript',
    transaction: script,
    tags: { 'cloudflare.script_name': script, 'cloudflare.ray_id': ray },
    request: { url, method },
    contexts: { cloudflare: invocation.attributes },
    exception: { type, value, mechanism: { type: 'cloudflare', handled: false } },
  })
  const stack = readText(thrown['Stack'])
  const exceptions = event.exceptions.map((exception) => ({ ...exception, stack }))
  return { ...event, exceptions }
}

function readObjects(value: unknown): readonly Payload[] {
  return Array.isArray(value) ? value.filter(isObject) : []
}

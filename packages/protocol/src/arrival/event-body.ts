import { toArrivalItem } from './arrival-item.ts'
import type { Arrival, Report } from '../arrival.ts'
import { readItem } from '../item-readers.ts'
import { isObject, readJsonBytes } from '../json.ts'
import type { TelemetryRecord } from '../record.ts'

/** Fields of events and transactions that no envelope header has. */
const EVENT_FIELDS = [
  'exception',
  'message',
  'logentry',
  'platform',
  'level',
  'timestamp',
  'stacktrace',
  'threads',
  'spans',
  'sentry.interfaces.Exception',
  'sentry.interfaces.Message',
] as const

/** Whether a body is one event's JSON, without an envelope around it. */
export function isEventBody(body: Uint8Array): boolean {
  const reading = readJsonBytes(body)
  if (!reading.ok || !isObject(reading.value)) return false
  const payload = reading.value
  return EVENT_FIELDS.some((field) => Object.hasOwn(payload, field))
}

/** An event or transaction that stands alone, as `/store/` takes it. */
export function readEventBody(
  arrival: Arrival,
  report: Report,
  payload: Uint8Array,
): readonly TelemetryRecord[] {
  const reading = readJsonBytes(payload)
  const isTransaction =
    reading.ok && isObject(reading.value) && reading.value['type'] === 'transaction'
  const type = isTransaction ? 'transaction' : 'event'
  return readItem(toArrivalItem(arrival, report, { type, payload }))
}

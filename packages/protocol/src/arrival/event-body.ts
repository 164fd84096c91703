import { toArrivalItem } from './arrival-item.ts'
import type { ArrivalContent, OpenArrival } from '../arrival.ts'
import { readItem } from '../item-readers.ts'
import { isObject, readJsonBytes } from '../json.ts'
import { toOnlyPart } from './only-part.ts'

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

/** Whether a payload is one event's, without an envelope around it. */
export function isEventPayload(payload: Readonly<Record<string, unknown>>): boolean {
  return EVENT_FIELDS.some((field) => Object.hasOwn(payload, field))
}

/** An event or transaction that stands alone, as `/store/` takes it. */
export function readEventBody(arrival: OpenArrival, payload: Uint8Array): ArrivalContent {
  const reading = readJsonBytes(payload)
  const isTransaction =
    reading.ok && isObject(reading.value) && reading.value['type'] === 'transaction'
  const type = isTransaction ? 'transaction' : 'event'
  return toOnlyPart(arrival, type, readItem(toArrivalItem(arrival, { type, payload })))
}

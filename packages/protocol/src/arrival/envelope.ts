import type { ArrivalContent, ArrivalPart, OpenArrival } from '../arrival.ts'
import { readEnvelope } from '../envelope.ts'
import type { Envelope, EnvelopeItem } from '../envelope.ts'
import { isEventPayload, readEventBody } from './event-body.ts'
import { readId } from '../id.ts'
import type { Item } from '../item.ts'
import { readItem } from '../item-readers.ts'
import { isObject, readJsonBytes } from '../json.ts'
import type { TelemetryRecord } from '../record.ts'
import type { Scope } from '../record/base.ts'
import { readDsn, readSdk, toScope } from '../scope.ts'
import type { Dsn } from '../scope.ts'
import { readTraceState } from '../trace-context.ts'
import type { TraceState } from '../trace-context.ts'

/** An envelope: every item by the reader of its type. */
export function readEnvelopeArrival(
  arrival: OpenArrival,
  envelope: Envelope = readEnvelope(arrival.body),
): ArrivalContent {
  const { header, items, problems } = envelope
  if (isEventAlone(arrival.body, envelope)) return readEventBody(arrival, arrival.body)
  for (const { code, offset, detail, item } of problems) arrival.report(code, offset, detail, item)
  if (items.length === 0 && !isEnvelopeHeader(header)) {
    arrival.report('body-format', 0, 'an object that is no envelope')
  }
  return { records: readItems(arrival, envelope), header, parts: items.map(toPart) }
}

/** Some clients post the event of the old `/store/` here, as it is. */
function isEventAlone(body: Uint8Array, { items }: Envelope): boolean {
  const isBare = items.every(({ type, payload }) => type === undefined || payload.length === 0)
  const reading = isBare ? readJsonBytes(body) : undefined
  return reading?.ok === true && isObject(reading.value) && isEventPayload(reading.value)
}

const HEADER_FIELDS = ['event_id', 'dsn', 'sdk', 'sent_at', 'trace'] as const

/** `{}` says nothing and is allowed; other fields are another thing's. */
function isEnvelopeHeader(header: Envelope['header']): boolean {
  return (
    Object.keys(header).length === 0 || HEADER_FIELDS.some((field) => Object.hasOwn(header, field))
  )
}

function readItems(arrival: OpenArrival, { header, items }: Envelope): readonly TelemetryRecord[] {
  const dsn = readDsn(header['dsn'])
  const trace = readTraceState(header['trace'])
  const scope = toScope(arrival.scope, {
    project: dsn?.project,
    publicKey: dsn?.publicKey,
    sdk: readSdk(header['sdk']),
    ...toOwnState(trace, dsn),
  })
  const eventId = readId(header['event_id'])
  const records: TelemetryRecord[] = []
  let isEventTold = false
  for (const [index, framed] of items.entries()) {
    const isEvent = framed.type === 'event' || framed.type === 'transaction'
    const item: Item = {
      type: framed.type,
      header: framed.header,
      payload: framed.payload,
      index,
      offset: framed.offset,
      scope,
      // One id cannot be two events'; what is attached belongs to the first.
      eventId: isEvent && isEventTold ? undefined : eventId,
      trace,
      receivedAt: arrival.receivedAt,
      inflate: arrival.inflate,
      allowance: arrival.allowance,
      report: (code, detail, offset = 0) =>
        arrival.report(code, framed.offset + offset, detail, index),
    }
    isEventTold ||= isEvent
    for (const record of readItem(item)) records.push(record)
  }
  return records
}

/**
 * Release and environment of the trace, for items that say none. They are those of the service in
 * which the trace began: they say nothing about another project's.
 */
function toOwnState(
  trace: TraceState | undefined,
  dsn: Dsn | undefined,
): Pick<Partial<Scope>, 'release' | 'environment'> {
  const isOwn = trace?.publicKey !== undefined && trace.publicKey === dsn?.publicKey
  return isOwn ? { release: trace.release, environment: trace.environment } : {}
}

function toPart({ type, header, offset, payload, damage }: EnvelopeItem): ArrivalPart {
  return { type: type ?? '', header, offset, size: payload.length, isDamaged: damage !== undefined }
}

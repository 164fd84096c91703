import type { ArrivalContent, ArrivalPart, OpenArrival } from '../arrival.ts'
import { readEnvelope } from '../envelope.ts'
import type { Envelope, EnvelopeItem } from '../envelope.ts'
import { isEventPayload, readEventBody } from './event-body.ts'
import { readId } from '../id.ts'
import type { Item } from '../item.ts'
import { readItem } from '../item-readers.ts'
import { isObject, readJsonBytes } from '../json.ts'
import type { TelemetryRecord } from '../record.ts'
import { readDsn, readSdk, toScope } from '../scope.ts'
import { readTraceState } from '../trace-context.ts'

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
  const scope = toScope(arrival.scope, {
    project: dsn?.project,
    publicKey: dsn?.publicKey,
    sdk: readSdk(header['sdk']),
  })
  const eventId = readId(header['event_id'])
  const trace = readTraceState(header['trace'])
  const records: TelemetryRecord[] = []
  for (const [index, framed] of items.entries()) {
    const item: Item = {
      type: framed.type,
      header: framed.header,
      payload: framed.payload,
      index,
      offset: framed.offset,
      scope,
      eventId,
      trace,
      receivedAt: arrival.receivedAt,
      inflate: arrival.inflate,
      allowance: arrival.allowance,
      report: (code, detail, offset = 0) =>
        arrival.report(code, framed.offset + offset, detail, index),
    }
    for (const record of readItem(item)) records.push(record)
  }
  return records
}

function toPart({ type, header, offset, payload, damage }: EnvelopeItem): ArrivalPart {
  return { type: type ?? '', header, offset, size: payload.length, isDamaged: damage !== undefined }
}

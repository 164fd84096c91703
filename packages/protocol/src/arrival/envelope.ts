import type { Arrival, Report } from '../arrival.ts'
import { readEnvelope } from '../envelope.ts'
import type { Envelope } from '../envelope.ts'
import { isEventBody, readEventBody } from './event-body.ts'
import { readId } from '../id.ts'
import type { Item } from '../item.ts'
import { readItem } from '../item-readers.ts'
import type { TelemetryRecord } from '../record.ts'
import { readDsn, readSdk, toScope } from '../scope.ts'
import { readTraceState } from '../trace-context.ts'

/** An envelope: every item by the reader of its type. */
export function readEnvelopeArrival(
  arrival: Arrival,
  report: Report,
  envelope: Envelope = readEnvelope(arrival.body),
): readonly TelemetryRecord[] {
  // Some clients post the event of the old `/store/` here, as it is.
  const isBare = envelope.items.every(
    (item) => item.type === undefined || item.payload.length === 0,
  )
  if (isBare && isEventBody(arrival.body)) return readEventBody(arrival, report, arrival.body)
  for (const { code, offset, detail, item } of envelope.problems) report(code, offset, detail, item)

  const { header } = envelope
  const dsn = readDsn(header['dsn'])
  const scope = toScope(arrival.scope, {
    project: dsn?.project,
    publicKey: dsn?.publicKey,
    sdk: readSdk(header['sdk']),
  })
  const eventId = readId(header['event_id'])
  const trace = readTraceState(header['trace'])
  const records: TelemetryRecord[] = []
  for (const [index, framed] of envelope.items.entries()) {
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
      report: (code, detail, offset = 0) => report(code, framed.offset + offset, detail, index),
    }
    for (const record of readItem(item)) records.push(record)
  }
  return records
}

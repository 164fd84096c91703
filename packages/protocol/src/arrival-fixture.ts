import { unzipSync } from 'node:zlib'
import { readArrival } from './arrival-readers.ts'
import type { Arrival, ArrivalReading } from './arrival.ts'
import type { Inflate } from './item.ts'
import type { Kind, RecordOf, TelemetryRecord } from './record.ts'
import { emptyScope } from './scope.ts'

/** What tests read with: arrivals made of literals, received at one moment. */
export const receivedAt = 1_700_000_000_000

const inflate: Inflate = (bytes, limit) => {
  try {
    return { ok: true, bytes: unzipSync(bytes, { maxOutputLength: limit }) }
  } catch (error) {
    const isLimit = error instanceof RangeError
    return { ok: false, reason: isLimit ? 'limit' : 'damaged' }
  }
}

export function toArrival(body: Uint8Array | string, more: Partial<Arrival> = {}): Arrival {
  return {
    format: 'envelope',
    body: typeof body === 'string' ? new TextEncoder().encode(body) : body,
    contentType: undefined,
    scope: emptyScope,
    parameters: {},
    receivedAt,
    inflate,
    ...more,
  }
}

type Fields = Readonly<Record<string, unknown>>

/** An envelope of one item, read. */
export function readOne(
  type: string,
  payload: Uint8Array | string | Fields | readonly unknown[],
  { header = {}, item = {} }: { readonly header?: Fields; readonly item?: Fields } = {},
): ArrivalReading {
  const body = toBytes(payload)
  const head = { type, length: body.length, ...item }
  const start = new TextEncoder().encode(`${JSON.stringify(header)}\n${JSON.stringify(head)}\n`)
  return readArrival(toArrival(Uint8Array.from([...start, ...body])))
}

export function recordsOf<K extends Kind>(
  kind: K,
  records: readonly TelemetryRecord[],
): readonly RecordOf<K>[] {
  return records.filter((record): record is RecordOf<K> => record.kind === kind)
}

function toBytes(payload: Uint8Array | string | Fields | readonly unknown[]): Uint8Array {
  if (payload instanceof Uint8Array) return payload
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload)
  return new TextEncoder().encode(text)
}

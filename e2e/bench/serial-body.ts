import { samples } from '../../packages/protocol/bench/samples.ts'

/** A body that is another one each time, without being made anew: its ids have a number in them. */
export interface SerialBody {
  readonly bytes: Buffer
  readonly write: (serial: number) => void
  readonly eventId: (serial: number) => string
  readonly traceId: (serial: number) => string
}

/** Both ids of the samples; twelve of their digits become the number. */
const EVENT_ID = '7f2c1d3e4b5a69788796a5b4c3d2e1f0'
const TRACE_ID = '4f5e6d7c8b9aa9b8c7d6e5f4a3b2c1d0'
const FIXED = 8
const DIGITS = 12

/** `run` sets apart what one measurement sends from what others did. */
export function toSerialBody(sampleName: string, run: number): SerialBody {
  const sample = samples.find(({ name }) => name === sampleName)
  if (sample === undefined) throw new Error(`there is no sample "${sampleName}"`)
  const bytes = Buffer.from(sample.body)
  const places = [...findAll(bytes, EVENT_ID), ...findAll(bytes, TRACE_ID)]
  const toDigits = (serial: number): string =>
    (run * 2 ** 32 + serial).toString(16).padStart(DIGITS, '0')
  const toId = (id: string, serial: number): string =>
    id.slice(0, FIXED) + toDigits(serial) + id.slice(FIXED + DIGITS)
  return {
    bytes,
    write: (serial) => {
      const digits = toDigits(serial)
      for (const place of places) bytes.write(digits, place + FIXED, 'latin1')
    },
    eventId: (serial) => toId(EVENT_ID, serial),
    traceId: (serial) => toId(TRACE_ID, serial),
  }
}

function findAll(bytes: Buffer, text: string): readonly number[] {
  const places: number[] = []
  for (let at = bytes.indexOf(text); at !== -1; at = bytes.indexOf(text, at + 1)) places.push(at)
  return places
}

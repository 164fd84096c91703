import type { OpenArrival } from '../arrival.ts'
import { BrokenPieces } from '../broken-pieces.ts'
import type { EntryAllowance } from '../entry-allowance.ts'
import { isObject } from '../json.ts'
import { findMsgpackEnd, readToken } from '../msgpack-extent.ts'
import type { MsgpackToken } from '../msgpack-extent.ts'
import { readMsgpack } from '../msgpack.ts'
import type { Payload } from '../payload.ts'
import { readAnyTime } from './any-time.ts'

/** One record of a batch, and the time that stood beside it. */
export interface TimedRecord {
  readonly fields: Payload
  readonly time: number | undefined
}

/**
 * The records of a msgpack body: maps one after another, a list of them, or Fluent's pairs
 * `[time, record]` and `[[time, metadata], record]`. One that cannot be decoded costs no other.
 */
export function readMsgpackBatch({ body, report, allowance }: OpenArrival): readonly TimedRecord[] {
  const batch: Batch = { body, allowance, records: [], broken: new BrokenPieces() }
  let at: number | undefined = 0
  while (at !== undefined && at < body.length) at = readValue(batch, at, 0)
  batch.broken.report(report)
  return batch.records
}

interface Batch {
  readonly body: Uint8Array
  readonly allowance: EntryAllowance
  readonly records: TimedRecord[]
  readonly broken: BrokenPieces
}

/** Lists of lists of records: nobody nests them deeper. */
const LIST_DEPTH = 2

/** Answers where the value ends; `undefined` where the rest of the body cannot be made out. */
function readValue(batch: Batch, start: number, depth: number): number | undefined {
  const { body } = batch
  const token = readToken(body, start)
  const isPair = isTimedPair(body, token)
  if (token.shape === 'array' && !isPair && depth < LIST_DEPTH) {
    let at: number | undefined = token.end
    for (let left = token.entries; left > 0 && at !== undefined; left--) {
      at = readValue(batch, at, depth + 1)
    }
    return at
  }
  if (!batch.allowance.take()) return undefined
  const end = findMsgpackEnd(body, start)
  // Nothing is said in an empty map, and a million of them fit into a megabyte.
  const isRecord = end !== undefined && (isPair || (token.shape === 'map' && token.entries > 0))
  const record = isRecord ? readRecord(body.subarray(start, end)) : undefined
  if (record === undefined) batch.broken.add(start)
  else {
    batch.broken.endRow()
    batch.records.push(record)
  }
  return batch.broken.isHopeless ? undefined : end
}

function isTimedPair(body: Uint8Array, token: MsgpackToken): boolean {
  if (token.shape !== 'array' || token.entries !== 2) return false
  if (readToken(body, token.end).shape === 'map') return false
  const second = findMsgpackEnd(body, token.end)
  return second !== undefined && readToken(body, second).shape === 'map'
}

function readRecord(bytes: Uint8Array): TimedRecord | undefined {
  const reading = readMsgpack(bytes)
  if (!reading.ok) return undefined
  const pair: readonly unknown[] = Array.isArray(reading.value) ? reading.value : []
  const fields = pair.length === 2 ? pair[1] : reading.value
  return isObject(fields) ? { fields, time: readPairTime(pair[0]) } : undefined
}

function readPairTime(value: unknown): number | undefined {
  const time: unknown = Array.isArray(value) ? value[0] : value
  return readEventTime(time) ?? readAnyTime(time)
}

/**
 * Fluent's extension type 0: seconds and nanoseconds, 32 bits each.
 *
 * @see https://github.com/fluent/fluentd/wiki/Forward-Protocol-Specification-v1#eventtime-ext-format
 */
function readEventTime(value: unknown): number | undefined {
  if (!isObject(value) || value['type'] !== 0) return undefined
  const data = value['data']
  if (!(data instanceof Uint8Array) || data.length !== 8) return undefined
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  return readAnyTime(view.getUint32(0) + view.getUint32(4) / 1e9)
}

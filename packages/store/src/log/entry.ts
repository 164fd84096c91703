import { crc32 } from 'node:zlib'
import type { ArrivalFormat } from 'protocol'

/**
 * One answered request in the log, as it came:
 *
 *      0         4           8           12          16         16 + m      16 + m + n
 *      ┌─────────┬───────────┬───────────┬───────────┬──────────┬───────────┐
 *      │ 'FLA1'  │ m, u32 LE │ n, u32 LE │ crc32     │ facts    │ body      │
 *      └─────────┴───────────┴───────────┴───────────┴──────────┴───────────┘
 *                                          of facts    JSON
 *                                          and body
 */
export interface LogEntry {
  readonly facts: ArrivalFacts
  readonly body: Uint8Array
}

/** An entry that is to be written: a body that came in pieces is not put together for it. */
export interface NewEntry {
  readonly facts: ArrivalFacts
  readonly body: Uint8Array | readonly Uint8Array[]
}

/** What a request said beside its body. Short names: it is written for every request. */
export interface ArrivalFacts {
  /** Unique and growing with time; names the arrival for ever. */
  readonly id: string
  readonly receivedAt: number
  readonly format: ArrivalFormat
  readonly contentType?: string | undefined
  readonly contentEncoding?: string | undefined
  /** By which of an SDK's ways it came, to tell copies from repetitions. */
  readonly channel: Channel
  readonly parameters?: Readonly<Record<string, string>> | undefined
  readonly project?: string | undefined
  readonly publicKey?: string | undefined
  readonly service?: string | undefined
  readonly run?: string | undefined
  /** `Host` of the request: an SDK's spans about its own posts name it. */
  readonly host?: string | undefined
  /** The body's own file, where it is too large for the log, and its size. */
  readonly file?: string | undefined
  readonly size?: number | undefined
  /** The body was deflated when its segment was packed. */
  readonly isPacked?: boolean | undefined
}

export type Channel = 'dsn' | 'spotlight' | 'otlp' | 'drain'

const MAGIC = 0x31414c46
const HEADER = 16

/** No request says more about itself; what claims to is damage. */
const FACTS_LIMIT = 1 << 20

export function toEntryBytes({ facts, body }: NewEntry): readonly Uint8Array[] {
  const pieces = body instanceof Uint8Array ? [body] : body
  const json = Buffer.from(JSON.stringify(facts))
  const head = Buffer.allocUnsafe(HEADER + json.length)
  head.writeUInt32LE(MAGIC, 0)
  head.writeUInt32LE(json.length, 4)
  head.writeUInt32LE(
    pieces.reduce((sum, { length }) => sum + length, 0),
    8,
  )
  head.writeUInt32LE(toChecksum(json, pieces), 12)
  json.copy(head, HEADER)
  return [head, ...pieces]
}

function toChecksum(facts: Uint8Array, body: readonly Uint8Array[]): number {
  let sum = crc32(facts)
  // Without an address, as some empty buffers are, zlib forgets what came before and says 0.
  for (const piece of body) if (piece.length > 0) sum = crc32(piece, sum)
  return sum
}

export type EntryReading =
  | { readonly state: 'whole'; readonly entry: LogEntry; readonly length: number }
  /** More bytes are needed; `length` says how many where it is known. */
  | { readonly state: 'partial'; readonly length: number | undefined }
  | { readonly state: 'damaged' }

/** The entry at `offset`. Bodies are views into `bytes`. */
export function readEntry(bytes: Buffer, offset: number): EntryReading {
  if (bytes.length - offset < HEADER) return { state: 'partial', length: undefined }
  const factsLength = bytes.readUInt32LE(offset + 4)
  if (bytes.readUInt32LE(offset) !== MAGIC || factsLength > FACTS_LIMIT) return { state: 'damaged' }
  const length = HEADER + factsLength + bytes.readUInt32LE(offset + 8)
  if (bytes.length - offset < length) return { state: 'partial', length }
  const bodyStart = offset + HEADER + factsLength
  const json = bytes.subarray(offset + HEADER, bodyStart)
  const body = bytes.subarray(bodyStart, offset + length)
  if (toChecksum(json, [body]) !== bytes.readUInt32LE(offset + 12)) return { state: 'damaged' }
  const facts = readFacts(json.toString())
  return facts === undefined
    ? { state: 'damaged' }
    : { state: 'whole', entry: { facts, body }, length }
}

/** Bytes whose checksum is taken in search of an entry: bodies may be full of what looks like one. */
const SEARCH_LIMIT = 64 << 20

/** Where the first whole entry from `start` on begins. */
export function findEntry(bytes: Buffer, start: number): number | undefined {
  const magic = Buffer.alloc(4)
  magic.writeUInt32LE(MAGIC)
  let left = SEARCH_LIMIT
  for (let at = bytes.indexOf(magic, start); at !== -1; at = bytes.indexOf(magic, at + 1)) {
    if (bytes.length - at < HEADER) return undefined
    const length = bytes.readUInt32LE(at + 4) + bytes.readUInt32LE(at + 8)
    if (bytes.length - at - HEADER < length) continue
    left -= length
    if (left < 0) return undefined
    if (readEntry(bytes, at).state === 'whole') return at
  }
  return undefined
}

function readFacts(json: string): ArrivalFacts | undefined {
  try {
    const facts: unknown = JSON.parse(json)
    return isArrivalFacts(facts) ? facts : undefined
  } catch {
    return undefined
  }
}

/** Written by us and guarded by the checksum: a glance is enough. */
function isArrivalFacts(value: unknown): value is ArrivalFacts {
  return typeof value === 'object' && value !== null && 'id' in value && 'format' in value
}

import * as zlib from 'node:zlib'
import type { Inflate } from 'protocol'
import { decompressZstd, isTooLarge } from './zstd.ts'

/** No body is larger once decompressed: twice as much is needed for a moment. The raw one is kept. */
const BODY_LIMIT = 32 * 1024 * 1024

/** Real telemetry shrinks to a tenth or a thirtieth; what grows more, and is large, is made to harm. */
const RATIO_LIMIT = 200
const RATIO_FREE = 16 * 1024 * 1024

/** Nobody compresses more often than a proxy behind an SDK does. */
const STEP_LIMIT = 3

export interface Decoded {
  readonly bytes: Uint8Array
  /** Set when the body could not be decoded and is here as it came. */
  readonly problem: 'payload-compression' | 'payload-size' | undefined
}

type Decoder = (bytes: Uint8Array, maxOutputLength: number) => Uint8Array

const decoders: Readonly<Record<string, readonly Decoder[]>> = {
  gzip: [(bytes, maxOutputLength) => zlib.gunzipSync(bytes, { maxOutputLength })],
  // Some say deflate and mean zlib's wrapper, as the standard does; some mean the bare stream.
  deflate: [
    (bytes, maxOutputLength) => zlib.inflateSync(bytes, { maxOutputLength }),
    (bytes, maxOutputLength) => zlib.inflateRawSync(bytes, { maxOutputLength }),
  ],
  br: [(bytes, maxOutputLength) => zlib.brotliDecompressSync(bytes, { maxOutputLength })],
  zstd: [decompressZstd],
}

const names: ReadonlyMap<string, string> = new Map([
  ['x-gzip', 'gzip'],
  ['zlib', 'deflate'],
])

/**
 * A body without its Content-Encoding. Nothing, `identity` and words nobody knows leave it as it
 * is, and so does a claim that is not true: Ruby SDKs send an empty one, old Android ones `UTF-8`,
 * and proxies decompress without saying so.
 */
export function decodeBody(body: Uint8Array, encoding: string | undefined): Decoded {
  const steps = (encoding ?? '')
    .toLowerCase()
    .split(',')
    .map((step) => step.trim())
    .map((step) => names.get(step) ?? step)
    .filter((step) => Object.hasOwn(decoders, step))
    .toReversed()
  if (steps.length > STEP_LIMIT) return { bytes: body, problem: 'payload-compression' }
  // Of all steps together: each by itself could grow as much again.
  const limit = toLimit(body, BODY_LIMIT)
  let bytes = body
  for (const step of steps) {
    const decoded = decodeStep(bytes, decoders[step] ?? [], limit)
    if (decoded === 'limit') return { bytes: body, problem: 'payload-size' }
    if (decoded === undefined)
      return { bytes: body, problem: isPlain(body) ? undefined : 'payload-compression' }
    bytes = decoded
  }
  return { bytes, problem: undefined }
}

/** What readers decompress inside a body: zlib, gzip or the bare stream. */
export const inflate: Inflate = (bytes, limit) => {
  const decoded = decodeStep(
    bytes,
    [zlib.unzipSync, zlib.inflateRawSync].map(
      (decode) => (input, maxOutputLength) => decode(input, { maxOutputLength }),
    ),
    toLimit(bytes, limit),
  )
  if (decoded === 'limit') return { ok: false, reason: 'limit' }
  return decoded === undefined ? { ok: false, reason: 'damaged' } : { ok: true, bytes: decoded }
}

function decodeStep(
  bytes: Uint8Array,
  candidates: readonly Decoder[],
  limit: number,
): Uint8Array | 'limit' | undefined {
  for (const decode of candidates) {
    try {
      return decode(bytes, limit)
    } catch (error) {
      if (isTooLarge(error)) return 'limit'
    }
  }
  return undefined
}

function toLimit({ length }: Uint8Array, limit: number): number {
  return Math.min(limit, Math.max(RATIO_FREE, length * RATIO_LIMIT))
}

/** Whether a body is text already: the claim was the sender's habit, not the truth. */
function isPlain(body: Uint8Array): boolean {
  return body.length === 0 || body[0] === 0x7b || body[0] === 0x5b
}

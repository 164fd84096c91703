import * as zlib from 'node:zlib'
import { decompress as decompressZstd } from 'fzstd'
import type { Inflate } from 'protocol'

/** No body is larger once decompressed. Relay takes as much. */
const BODY_LIMIT = 200 * 1024 * 1024

/** Real telemetry shrinks to a tenth or a thirtieth; what grows more, and is large, is made to harm. */
const RATIO_LIMIT = 200
const RATIO_FREE = 16 * 1024 * 1024

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
  zstd: [readZstd],
}

const names: Readonly<Record<string, string>> = { 'x-gzip': 'gzip', zlib: 'deflate' }

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
    .map((step) => names[step] ?? step)
    .filter((step) => Object.hasOwn(decoders, step))
    .toReversed()
  let bytes = body
  for (const step of steps) {
    const decoded = decodeStep(bytes, decoders[step] ?? [])
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
    limit,
  )
  if (decoded === 'limit') return { ok: false, reason: 'limit' }
  return decoded === undefined ? { ok: false, reason: 'damaged' } : { ok: true, bytes: decoded }
}

function decodeStep(
  bytes: Uint8Array,
  candidates: readonly Decoder[],
  limit = BODY_LIMIT,
): Uint8Array | 'limit' | undefined {
  const greatest = Math.min(limit, Math.max(RATIO_FREE, bytes.length * RATIO_LIMIT))
  for (const decode of candidates) {
    try {
      return decode(bytes, greatest)
    } catch (error) {
      if (error instanceof RangeError) return 'limit'
    }
  }
  return undefined
}

/** zstd came to Node with 22.15. Frames say how large they will be; the rest is checked after. */
function readZstd(bytes: Uint8Array, maxOutputLength: number): Uint8Array {
  if ('zstdDecompressSync' in zlib) return zlib.zstdDecompressSync(bytes, { maxOutputLength })
  if (readZstdSize(bytes) > maxOutputLength) throw new RangeError('too large')
  const decoded = decompressZstd(bytes)
  if (decoded.length > maxOutputLength) throw new RangeError('too large')
  return decoded
}

/** The size a zstd frame announces, 0 where it does not. @see https://www.rfc-editor.org/rfc/rfc8878#section-3.1.1.1 */
function readZstdSize(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 14 || view.getUint32(0, true) !== 0xfd2fb528) throw new Error('no zstd')
  const descriptor = view.getUint8(4)
  const isSingle = (descriptor & 0x20) !== 0
  const at = 5 + (isSingle ? 0 : 1) + ([0, 1, 2, 4][descriptor & 3] ?? 0)
  switch (descriptor >>> 6) {
    case 0:
      return isSingle ? view.getUint8(at) : 0
    case 1:
      return view.getUint16(at, true) + 256
    case 2:
      return view.getUint32(at, true)
    default:
      return Number(view.getBigUint64(at, true))
  }
}

/** Whether a body is text already: the claim was the sender's habit, not the truth. */
function isPlain(body: Uint8Array): boolean {
  return body.length === 0 || body[0] === 0x7b || body[0] === 0x5b
}

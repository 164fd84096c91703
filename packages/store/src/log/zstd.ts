import * as zlib from 'node:zlib'
import { Decompress } from 'fzstd'

const FRAME = 0xfd2fb528
const SKIPPED = 0x184d2a50

/** What Node's own decompressors throw for output beyond their limit, and ours with them. */
export function isTooLarge(error: unknown): boolean {
  return error instanceof RangeError && 'code' in error && error.code === TooLarge.code
}

class TooLarge extends RangeError {
  static readonly code: string = 'ERR_BUFFER_TOO_LARGE'
  readonly code: string = TooLarge.code
}

/** zstd came to Node with 22.15. */
export function decompressZstd(bytes: Uint8Array, limit: number): Uint8Array {
  if (!('zstdDecompressSync' in zlib)) return decompressInSteps(bytes, limit)
  // Node 22 takes what is cut for what ends there, and Node 24 does not.
  checkFrames(bytes, Infinity)
  return zlib.zstdDecompressSync(bytes, { maxOutputLength: limit })
}

/** For Node without zstd. Block by block: a frame need not say how large it will be. */
export function decompressInSteps(bytes: Uint8Array, limit: number): Uint8Array {
  checkFrames(bytes, limit)
  const parts: Uint8Array[] = []
  let length = 0
  const stream = new Decompress((part) => {
    length += part.length
    checkSize(length, limit)
    parts.push(part)
  })
  stream.push(bytes, true)
  return Buffer.concat(parts, length)
}

/** That every frame is whole, and none asks for more than may be. */
function checkFrames(bytes: Uint8Array, limit: number): void {
  for (const size of readFrameSizes(bytes)) checkSize(size, limit)
}

function checkSize(size: number, limit: number): void {
  if (size > limit) throw new TooLarge(`larger than ${limit} bytes`)
}

/**
 * What each frame makes the decompressor allocate before it has seen any content: a header of six
 * bytes can ask for two gigabytes.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8878#section-3.1.1
 */
function* readFrameSizes(bytes: Uint8Array): Generator<number> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  while (at < bytes.length) {
    const magic = view.getUint32(at, true)
    if ((magic & 0xfffffff0) >>> 0 === SKIPPED) {
      at += 8 + view.getUint32(at + 4, true)
      continue
    }
    if (magic !== FRAME) throw new Error('no zstd')
    const header = readFrameHeader(view, at + 4)
    yield header.size
    at = findFrameEnd(view, header.end) + (header.hasChecksum ? 4 : 0)
  }
  if (at > bytes.length) throw new Error('cut')
}

interface FrameHeader {
  /** Of the window; of the content where it is kept as a whole. */
  readonly size: number
  readonly hasChecksum: boolean
  readonly end: number
}

function readFrameHeader(view: DataView, at: number): FrameHeader {
  const descriptor = view.getUint8(at)
  const isWhole = (descriptor & 0x20) !== 0
  const sizeFlag = descriptor >>> 6
  const sizeAt = at + (isWhole ? 1 : 2) + ([0, 1, 2, 4][descriptor & 3] ?? 0)
  const sizeBytes = sizeFlag === 0 ? Number(isWhole) : 1 << sizeFlag
  return {
    size: isWhole ? readContentSize(view, sizeAt, sizeFlag) : readWindowSize(view.getUint8(at + 1)),
    hasChecksum: (descriptor & 4) !== 0,
    end: sizeAt + sizeBytes,
  }
}

function readContentSize(view: DataView, at: number, flag: number): number {
  switch (flag) {
    case 0:
      return view.getUint8(at)
    case 1:
      return view.getUint16(at, true) + 256
    case 2:
      return view.getUint32(at, true)
    default:
      return Number(view.getBigUint64(at, true))
  }
}

function readWindowSize(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >>> 3))
  return base + (base / 8) * (descriptor & 7)
}

/** Behind the last block of a frame. A block of one repeated byte holds only that. */
function findFrameEnd(view: DataView, start: number): number {
  let at = start
  for (;;) {
    const head = view.getUint16(at, true) | (view.getUint8(at + 2) << 16)
    const isRepeated = ((head >>> 1) & 3) === 1
    at += 3 + (isRepeated ? 1 : head >>> 3)
    if ((head & 1) === 1) return at
  }
}

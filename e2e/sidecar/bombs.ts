import * as zlib from 'node:zlib'

/** A small body that becomes a large one. */
export interface Bomb {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer<ArrayBuffer>
  /** How its problem is called; what is kept whole has none. */
  readonly problem: string | undefined
}

const SIZE = 256 << 20

const zeros = (): Buffer => Buffer.alloc(SIZE)

const problem = 'payload-size'

function toEncoded(encoding: string, body: Buffer): Bomb {
  return {
    path: '/stream',
    headers: { 'content-encoding': encoding },
    body: Buffer.from(body),
    problem,
  }
}

function toItem(header: object, payload: Buffer): Bomb {
  const start = `{}\n${JSON.stringify({ ...header, length: payload.length })}\n`
  return {
    path: '/stream',
    headers: {},
    body: Buffer.concat([Buffer.from(start), payload]),
    problem,
  }
}

/** A frame that says nothing of its size: blocks of 128 KB, each one byte repeated. */
function toZstd(blocks: number): Buffer {
  const list = Array.from({ length: blocks }, (_, index) => {
    const head = (131_072 << 3) | 2 | Number(index === blocks - 1)
    return Buffer.from([head & 0xff, (head >>> 8) & 0xff, head >>> 16, 0x61])
  })
  return Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58]), ...list])
}

const fast = { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 1 } }

export const bombs: readonly (readonly [string, () => Bomb])[] = [
  ['gzip', () => toEncoded('gzip', zlib.gzipSync(zeros()))],
  ['gzip in gzip', () => toEncoded('gzip, gzip', zlib.gzipSync(zlib.gzipSync(zeros())))],
  ['deflate', () => toEncoded('deflate', zlib.deflateSync(zeros()))],
  ['bare deflate', () => toEncoded('deflate', zlib.deflateRawSync(zeros()))],
  ['brotli', () => toEncoded('br', zlib.brotliCompressSync(zeros(), fast))],
  ['zstd', () => toEncoded('zstd', toZstd(2048))],
  [
    'a recording of a replay',
    () =>
      toItem(
        { type: 'replay_recording' },
        Buffer.concat([Buffer.from('{"segment_id":0}\n'), zlib.deflateSync(zeros())]),
      ),
  ],
  [
    'a crash of Unreal',
    () => ({
      path: '/api/1/unreal/key/',
      headers: {},
      body: Buffer.from(zlib.deflateSync(zeros())),
      problem: undefined,
    }),
  ],
  [
    'a minidump',
    () => ({
      path: '/api/1/minidump/',
      headers: { 'content-type': 'application/octet-stream' },
      body: Buffer.from(zlib.gzipSync(Buffer.concat([Buffer.from('MDMP'), zeros()]))),
      problem: 'payload-binary',
    }),
  ],
]

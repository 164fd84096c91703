import * as zlib from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { decodeBody, inflate } from './decode-body.ts'
import { decompressInSteps, isTooLarge } from './zstd.ts'

const text = '{"message":"checkout failed"}'
const plain = Buffer.from(text)
const protobuf = Buffer.from([0x0a, 0x02, 0x08, 0x01])

/** `{"a":1}`, one after another: as it is, compressed, with a checksum and without its size. */
const zstd = [
  'KLUv/SAHOQAAeyJhIjoxfQ==',
  'KLUv/WDzAr0AAIB7InRleHQiOiJjYXJ0ICJ9AQDgURUl',
  'KLUv/QQAOQAAeyJhIjoxfUiL/DI=',
].map((base64) => Buffer.from(base64, 'base64'))

const zstdTexts = ['{"a":1}', `{"text":"${'cart '.repeat(200)}"}`, '{"a":1}']

/** A frame that says nothing of its size: blocks of 128 KB, each one byte repeated. */
function toZstdBomb(blocks: number): Buffer {
  const list = Array.from({ length: blocks }, (_, index) => {
    const head = (131_072 << 3) | 2 | Number(index === blocks - 1)
    return Buffer.from([head & 0xff, (head >>> 8) & 0xff, head >>> 16, 0x61])
  })
  return Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58]), ...list])
}

/** Six bytes that ask for a window of two gigabytes, and an empty block. */
const zstdWindow = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0xa8, 1, 0, 0])

describe('a body', () => {
  test.each<[string, string | undefined, Uint8Array]>([
    ['without a claim', undefined, plain],
    ['with an empty one, as Ruby SDKs send', '', plain],
    ['as it is', 'identity', plain],
    ['with the name of a charset, as old Android SDKs send', 'UTF-8', plain],
    ['by gzip', 'gzip', zlib.gzipSync(plain)],
    ['by gzip under its old name', 'x-gzip', zlib.gzipSync(plain)],
    ['by gzip in capitals', ' GZIP ', zlib.gzipSync(plain)],
    [
      'by gzip in two members',
      'gzip',
      Buffer.concat([zlib.gzipSync('{"message":'), zlib.gzipSync('"checkout failed"}')]),
    ],
    ['by deflate as the standard has it', 'deflate', zlib.deflateSync(plain)],
    ['by deflate as a bare stream', 'deflate', zlib.deflateRawSync(plain)],
    ['by zlib', 'zlib', zlib.deflateSync(plain)],
    ['by brotli', 'br', zlib.brotliCompressSync(plain)],
    ['by two, the last first', 'gzip, br', zlib.brotliCompressSync(zlib.gzipSync(plain))],
    ['by one that nobody knows and one that is', 'lz4, gzip', zlib.gzipSync(plain)],
    ['whose proxy decompressed it and did not say so', 'gzip', plain],
    ['of a list whose claim is not true', 'br', Buffer.from('[1]')],
    ['that is empty', 'gzip', Buffer.alloc(0)],
  ])('%s is read', (_sentence, encoding, body) => {
    const { bytes, problem } = decodeBody(body, encoding)
    expect(problem).toBeUndefined()
    const expected = body.length === 0 || body[0] === 0x5b ? Buffer.from(body).toString() : text
    expect(Buffer.from(bytes).toString()).toBe(expected)
  })

  test.each(zstd.map((body, index) => [zstdTexts[index] ?? '', body] as const))(
    'by zstd is read: %s',
    (expected, body) => {
      const { bytes, problem } = decodeBody(body, 'zstd')
      expect(problem).toBeUndefined()
      expect(Buffer.from(bytes).toString()).toBe(expected)
    },
  )

  test.each<[string, string, Uint8Array]>([
    ['gzip that is cut', 'gzip', zlib.gzipSync(plain).subarray(0, 20)],
    ['gzip with a wrong checksum', 'gzip', zlib.gzipSync(plain).fill(0, 30)],
    ['protobuf that claims gzip', 'gzip', protobuf],
    ['protobuf that claims deflate', 'deflate', protobuf],
    ['protobuf that claims brotli', 'br', protobuf],
    ['protobuf that claims zstd', 'zstd', protobuf],
    ['zstd that is cut', 'zstd', (zstd[1] ?? plain).subarray(0, 20)],
    ['a zstd header alone', 'zstd', (zstd[0] ?? plain).subarray(0, 5)],
    ['the second of two that is not true', 'gzip, gzip', zlib.gzipSync(protobuf)],
    [
      'what was compressed more often than anybody does',
      'gzip, gzip, gzip, gzip',
      [1, 2, 3, 4].reduce<Buffer>((bytes) => zlib.gzipSync(bytes), plain),
    ],
  ])('%s is kept as it came, with a problem', (_sentence, encoding, body) => {
    const { bytes, problem } = decodeBody(body, encoding)
    expect(problem).toBe('payload-compression')
    expect(bytes).toBe(body)
  })

  const zeros = Buffer.alloc(20 << 20)
  test.each<[string, string, Uint8Array]>([
    ['gzip', 'gzip', zlib.gzipSync(zeros)],
    ['a bare stream', 'deflate', zlib.deflateRawSync(zeros)],
    [
      'brotli',
      'br',
      zlib.brotliCompressSync(zeros, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 1 } }),
    ],
    ['gzip in gzip', 'gzip, gzip', zlib.gzipSync(zlib.gzipSync(zeros))],
    [
      'gzip in gzip, neither of which grows much alone',
      'gzip, gzip',
      zlib.gzipSync(
        Buffer.concat([
          zlib.gzipSync(zeros.subarray(0, 200_000), { level: 0 }),
          zlib.gzipSync(zeros),
        ]),
      ),
    ],
    ['zstd', 'zstd', toZstdBomb(160)],
  ])('a bomb of %s does not go off', (_sentence, encoding, body) => {
    expect(body.length * 200).toBeLessThan(zeros.length)
    const { bytes, problem } = decodeBody(body, encoding)
    expect(problem).toBe('payload-size')
    expect(bytes).toBe(body)
  })

  test('what grows much and is small is no bomb', () => {
    const { bytes, problem } = decodeBody(zlib.gzipSync(Buffer.alloc(15 << 20)), 'gzip')
    expect(problem).toBeUndefined()
    expect(bytes).toHaveLength(15 << 20)
  })
})

describe('zstd without help of Node', () => {
  test.each(zstd.map((body, index) => [zstdTexts[index] ?? '', body] as const))(
    '%s',
    (expected, body) => {
      expect(Buffer.from(decompressInSteps(body, 10_000)).toString()).toBe(expected)
    },
  )

  test('frames stand one after another, and what is to be skipped is', () => {
    const skipped = Buffer.from([0x53, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3])
    const body = Buffer.concat([skipped, ...zstd])
    expect(Buffer.from(decompressInSteps(body, 10_000)).toString()).toBe(zstdTexts.join(''))
  })

  test.each<[string, Uint8Array]>([
    ['grows too large', toZstdBomb(100)],
    ['asks for a large window', zstdWindow],
    ['asks for it in its second frame', Buffer.concat([zstd[0] ?? plain, zstdWindow])],
    [
      'says that it is too large',
      Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0xe0, 0, 0, 0, 0, 9, 0, 0, 0, 1, 0, 0]),
    ],
  ])('what %s is refused before it takes memory', (_sentence, body) => {
    const before = process.memoryUsage().arrayBuffers
    let error: unknown
    try {
      decompressInSteps(body, 10_000_000)
    } catch (caught) {
      error = caught
    }
    expect(isTooLarge(error)).toBe(true)
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 << 20)
  })

  test('no cut of a frame is read, and none is taken for a bomb', () => {
    const body = zstd[2] ?? plain
    for (let length = 1; length < body.length - 4; length++) {
      let error: unknown
      try {
        decompressInSteps(body.subarray(0, length), 10_000)
      } catch (caught) {
        error = caught
      }
      expect(error, `cut at ${length}`).toBeInstanceOf(Error)
      expect(isTooLarge(error), `cut at ${length}`).toBe(false)
    }
  })
})

describe('what lies compressed in a body', () => {
  test.each([
    ['zlib', zlib.deflateSync(plain)],
    ['gzip', zlib.gzipSync(plain)],
    ['a bare stream', zlib.deflateRawSync(plain)],
  ])('%s is read', (_sentence, bytes) => {
    const result = inflate(bytes, 1000)
    expect(result.ok && Buffer.from(result.bytes).toString()).toBe(text)
  })

  test.each([
    ['beyond its limit', zlib.deflateSync(plain), 10, 'limit'],
    ['a bomb', zlib.deflateSync(Buffer.alloc(20 << 20)), 1 << 30, 'limit'],
    ['not compressed', plain, 1000, 'damaged'],
    ['cut', zlib.deflateSync(plain).subarray(0, 10), 1000, 'damaged'],
  ] as const)('%s', (_sentence, bytes, limit, reason) => {
    expect(inflate(bytes, limit)).toEqual({ ok: false, reason })
  })
})

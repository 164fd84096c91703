import { encode, ExtData } from '@msgpack/msgpack'
import { describe, expect, test } from 'vitest'
import { toArrival } from '../arrival-fixture.ts'
import { toOpenArrival } from '../open-arrival.ts'
import type { Problem } from '../problem.ts'
import { readMsgpackBatch } from './msgpack-batch.ts'

function read(...pieces: readonly Uint8Array[]) {
  const problems: Problem[] = []
  const body = Uint8Array.from(Buffer.concat(pieces))
  const records = readMsgpackBatch(toOpenArrival(toArrival(body), problems))
  return { records, problems: problems.map(({ code, offset }) => [code, offset]) }
}

const a = { log: 'a' }
const b = { log: 'b' }
const time = 1_700_000_000_500
const eventTime = new ExtData(0, Uint8Array.of(0x65, 0x53, 0xf1, 0x00, 0x1d, 0xcd, 0x65, 0x00))

describe('bodies', () => {
  test.each<[string, readonly Uint8Array[], unknown]>([
    ['a list of maps', [encode([a, b])], [{ fields: a }, { fields: b }]],
    ['maps one after another', [encode(a), encode(b)], [{ fields: a }, { fields: b }]],
    ['one map', [encode(a)], [{ fields: a }]],
    [
      'Fluent\u2019s pairs one after another',
      [encode([eventTime, a]), encode([1_700_000_000.5, b])],
      [
        { fields: a, time },
        { fields: b, time },
      ],
    ],
    ['Fluent\u2019s pairs with metadata', [encode([[eventTime, {}], a])], [{ fields: a, time }]],
    [
      'a list of two pairs',
      [
        encode([
          [eventTime, a],
          [eventTime, b],
        ]),
      ],
      [
        { fields: a, time },
        { fields: b, time },
      ],
    ],
    ['a list of two maps, which is no pair', [encode([a, b])], [{ fields: a }, { fields: b }]],
    ['nothing', [], []],
  ])('%s', (_sentence, pieces, records) => {
    const reading = read(...pieces)
    expect(reading.records).toMatchObject(records as object[])
    expect(reading.problems).toEqual([])
  })
})

describe('a broken record costs no other', () => {
  test('one with a key that no object may have', () => {
    const poisoned = Uint8Array.of(0x81, 0xa9, ...Buffer.from('__proto__'), 1)
    expect(read(encode(a), poisoned, encode(b))).toMatchObject({
      records: [{ fields: a }, { fields: b }],
      problems: [['body-line', 7]],
    })
  })

  test('one that is a number', () => {
    expect(read(encode([a, 5, b]))).toMatchObject({
      records: [{ fields: a }, { fields: b }],
      problems: [['body-line', 8]],
    })
  })

  test('a cut one at the end', () => {
    expect(read(encode([a, b]).subarray(0, -1))).toMatchObject({
      records: [{ fields: a }],
      problems: [['body-line', 8]],
    })
  })

  test('a list that claims four thousand million', () => {
    expect(read(Uint8Array.of(0xdd, 255, 255, 255, 255), encode(a))).toMatchObject({
      records: [{ fields: a }],
      problems: [['body-line', 12]],
    })
  })
})

test('megabytes of numbers are given up early, whatever came before', () => {
  const started = performance.now()
  const { records, problems } = read(encode(a), new Uint8Array(20_000_000))
  expect(performance.now() - started).toBeLessThan(10_000)
  expect(records).toMatchObject([{ fields: a }])
  expect(problems).toHaveLength(99)
})

test('claims within claims take no memory', () => {
  const claim = Uint8Array.of(0xdd, 0x01, 0x31, 0x2d, 0x00)
  expect(read(...Array.from({ length: 1_000 }, () => claim)).problems).toMatchObject([
    ['body-format', expect.any(Number)],
  ])
})

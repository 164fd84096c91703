import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toArrival } from '../arrival-fixture.ts'
import { toOpenArrival } from '../open-arrival.ts'
import type { Problem } from '../problem.ts'
import { readJsonBatch } from './json-batch.ts'

function read(body: Uint8Array | string) {
  const problems: Problem[] = []
  const records = readJsonBatch(toOpenArrival(toArrival(body), problems))
  return { records, problems: problems.map(({ code, offset }) => [code, offset]) }
}

describe('whole bodies', () => {
  test.each<[string, string, unknown]>([
    ['an array', '[{"a":1},{"a":2}]', [{ a: 1 }, { a: 2 }]],
    ['an empty array', '[]', []],
    ['an object', '{"a":1}', [{ a: 1 }]],
    ['an object over lines', '{\n "a": {\n "b": 1 } }\n', [{ a: { b: 1 } }]],
    ['lines', '{"a":1}\n{"a":2}\n', [{ a: 1 }, { a: 2 }]],
    ['lines with returns and gaps', '{"a":1}\r\n\r\n \n{"a":2}', [{ a: 1 }, { a: 2 }]],
    ['lines of arrays', '[{"a":1}]\n[{"a":2}]', [{ a: 1 }, { a: 2 }]],
    ['objects side by side', '{"a":"}{"}{"a":2} {"a":3}', [{ a: '}{' }, { a: 2 }, { a: 3 }]],
    ['a byte order mark', '\ufeff[{"a":1}]', [{ a: 1 }]],
    ['old Python\u2019s numbers', '{"a":NaN}', [{ a: 'NaN' }]],
    ['long integers', '[{"a":1234567890123456789}]', [{ a: '1234567890123456789' }]],
    ['nothing', '', []],
    ['blanks', ' \n\n', []],
  ])('%s', (_sentence, body, records) => {
    expect(read(body)).toEqual({ records, problems: [] })
  })
})

describe('a broken piece costs no other', () => {
  test.each<[string, string, readonly number[], readonly number[]]>([
    ['a line', '{"a":1}\n{"a":\n{"a":3}', [1, 3], [8]],
    ['a line that is a number', '{"a":1}\n5\n{"a":3}', [1, 3], [8]],
    ['the first line', 'x\n{"a":2}', [2], [0]],
    ['the last line, cut', '{"a":1}\n{"a":2}\n{"a', [1, 2], [16]],
    ['bytes count, not characters', '{"b":"\u00fc","a":1}\nx', [1], [17]],
    ['an entry', '[{"a":1},{"a":},{"a":3}]', [1, 3], [9]],
    ['an entry of another kind', '[{"a":1}, null ,{"a":3}]', [1, 3], [10]],
    ['an array without its end', '[{"a":1},{"a":2},{"a"', [1, 2], [17]],
    ['an array cut in a string', '[{"a":1},{"b":"x', [1], [9]],
    ['something behind an array', '[{"a":1},{"a":}] and on', [1], [9, 17]],
    ['an array cut behind a comma', '[{"a":1},', [1], []],
    ['brackets and quotes in strings', '[{"a":1,"b":"]},\\""},{"a":}]', [1], [21]],
  ])('%s', (_sentence, body, kept, offsets) => {
    const { records, problems } = read(body)
    expect(records.map((record) => record['a'])).toEqual(kept)
    expect(problems).toEqual(offsets.map((offset) => ['body-line', offset]))
  })
})

test.each([
  ['text', 'hello'],
  ['a number', '5'],
  ['an array of numbers', '[1,2]'],
  ['a cut object', '{"a":'],
  ['bytes', '\u0000\u0001'],
])('%s is no batch, which is said once', (_sentence, body) => {
  expect(read(body)).toMatchObject({ records: [], problems: [['body-format', expect.any(Number)]] })
})

test('a thousand broken lines in a row end the reading, whatever came before; it is said so', () => {
  const { records, problems } = read(`{"a":1}\n${'x\n'.repeat(5_000)}{"a":2}`)
  expect(records).toEqual([{ a: 1 }])
  expect(problems).toHaveLength(99)
  expect(problems[0]).toEqual(['body-line', 8 + 2 * 1_000])
})

test('broken lines that are no thousand in a row do not', () => {
  const lines = `${'x\n'.repeat(900)}{"a":1}\n`
  expect(read(lines.repeat(5)).records).toHaveLength(5)
})

test('objects side by side on a line cost one another nothing', () => {
  expect(read('x\n{"a":1}{"a":}{"a":3}')).toEqual({
    records: [{ a: 1 }, { a: 3 }],
    problems: [
      ['body-line', 0],
      ['body-line', 9],
    ],
  })
})

test('what is no JSON is given up early, and long gaps are not searched again and again', () => {
  const started = performance.now()
  read('{a}\n'.repeat(1_000_000))
  read(`{"a":1}\n${'x\n'.repeat(2_000_000)}`)
  read(`{"a":1}${'\n'.repeat(2_000_000)}x`)
  read(`[${' '.repeat(1_000_000)},${' '.repeat(1_000_000)}`)
  read('[{"'.repeat(300_000))
  expect(performance.now() - started).toBeLessThan(10_000)
})

test('lines come back whichever of them are broken', () => {
  const line = fc.oneof(
    fc
      .dictionary(fc.string(), fc.jsonValue())
      .map((record) => JSON.stringify(record))
      .filter((text) => !/\d{16}/.test(text)),
    fc.string().map((text) => `#${text.replaceAll('\n', '')}`),
  )
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      const good = lines.filter((text) => !text.startsWith('#'))
      const { records, problems } = read(['{"first":true}', ...lines].join('\n'))
      expect(JSON.stringify(records.slice(1))).toBe(
        JSON.stringify(good.map((text): unknown => JSON.parse(text))),
      )
      expect(problems).toHaveLength(lines.length - good.length)
    }),
  )
})

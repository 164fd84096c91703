import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { quoteLongIntegers } from './long-integer.ts'

test.each([
  ['beyond 2^53', '{"a":12345678901234567890}', '{"a":"12345678901234567890"}'],
  ['negative', '[-6400286027763998979]', '["-6400286027763998979"]'],
  ['after a blank', '{"a": 12345678901234567890 }', '{"a": "12345678901234567890" }'],
  ['that still fits', '[1234567890123456]', undefined],
  ['in a string', '{"a":"id:12345678901234567890,"}', undefined],
  ['in a string behind a quote', '{"a":"\\":12345678901234567890,"}', undefined],
  ['in a string behind a backslash', '{"a\\\\":"12345678901234567890"}', undefined],
  ['behind a point', '[0.12345678901234567890]', undefined],
  ['before a point', '[12345678901234567890.5]', undefined],
  ['in an exponent', '[1e-12345678901234567890]', undefined],
])('an integer %s', (_sentence, text, expected = text) => {
  expect(quoteLongIntegers(text)).toBe(expected)
})

test('what JSON says is the same before and after, but for long integers', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      fc.pre(!/\d{16}/.test(text))
      const marked = text.replace(/}$/, `${text === '{}' ? '' : ','}"long":1234567890123456789}`)
      const source = text.endsWith('}') ? marked : text
      const parsed: unknown = JSON.parse(quoteLongIntegers(source))
      const expected: unknown = JSON.parse(source)
      if (source !== text) Object.assign(expected as object, { long: '1234567890123456789' })
      expect(parsed).toEqual(expected)
    }),
  )
})

test('long texts and many quotes take no longer than they must', () => {
  const slow = `{"a":"${'\\\\'.repeat(500_000)}","b":"${'x'.repeat(500_000)}","c":12345678901234567890}`
  expect(JSON.parse(quoteLongIntegers(slow))).toMatchObject({ c: '12345678901234567890' })
  expect(quoteLongIntegers(`${'"'.repeat(200_001)}1234567890123456789`)).toHaveLength(200_020)
})

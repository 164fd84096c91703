import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { quoteBareWords, quoteLongIntegers } from './bare-token.ts'

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

test.each([1, 2, 15, 16, 17, 31, 33])('an integer is found wherever it stands: %i', (place) => {
  const blanks = ' '.repeat(place)
  expect(quoteLongIntegers(`[${blanks}9007199254740993]`)).toBe(`[${blanks}"9007199254740993"]`)
  expect(
    quoteLongIntegers(`["${blanks}1234567890123456","${blanks}",-9007199254740993]`),
  ).toContain(',"-9007199254740993"]')
})

test.each([
  ['outside strings', '[NaN,-Infinity,Infinity]', '["NaN","-Infinity","Infinity"]'],
  ['in strings', '{"NaN":"\\"NaN\\\\"}', undefined],
  ['in a string without end', '["NaN', undefined],
])('bare words %s', (_sentence, text, expected = text) => {
  expect(quoteBareWords(text)).toBe(expected)
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

test('one bare word does not make a long text slow', () => {
  const text = `{"a":NaN,"b":"${'x'.repeat(16_000_000)}"}`
  const started = performance.now()
  expect(quoteBareWords(text)).toHaveLength(text.length + 2)
  quoteBareWords(`[${'NaN,'.repeat(500_000)}"x"]`)
  quoteBareWords(`[${'"x",'.repeat(500_000)}NaN]`)
  expect(performance.now() - started).toBeLessThan(10_000)
})

test('long texts and many quotes take no longer than they must', () => {
  const slow = `{"a":"${'\\\\'.repeat(500_000)}","b":"${'x'.repeat(500_000)}","c":12345678901234567890}`
  expect(JSON.parse(quoteLongIntegers(slow))).toMatchObject({ c: '12345678901234567890' })
  expect(quoteLongIntegers(`${'"'.repeat(200_001)}1234567890123456789`)).toHaveLength(200_020)
})

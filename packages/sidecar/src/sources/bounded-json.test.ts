import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readBoundedJson } from './bounded-json.ts'

test('whatever JSON says is read as it is', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      const value: unknown = JSON.parse(text)
      expect(readBoundedJson(text)).toEqual({ ok: true, value })
    }),
  )
})

const tooMany = { ok: false, reason: 'it has more than 1000000 values' }

test.each([
  ['numbers', `[${'0,'.repeat(1_000_001)}0]`],
  ['lists', '['.repeat(1_000_001)],
  ['objects', '{"":'.repeat(1_000_001)],
  ['strings', `[${'"\\\\",'.repeat(1_000_001)}0]`],
])('more %s than fit into memory are refused before they are read', (_sentence, text) => {
  expect(readBoundedJson(text)).toEqual(tooMany)
})

test('inside a string they are one', () => {
  const text = JSON.stringify(`"${'[,{'.repeat(1_000_000)}`)
  expect(readBoundedJson(text).ok).toBe(true)
})

test('text with a million escapes takes no longer than without', () => {
  const text = `"${'\\'.repeat(4_000_000)}`
  expect(readBoundedJson(text)).toEqual({ ok: false, reason: 'it is not JSON' })
})

import { describe, expect, test } from 'vitest'
import { toBarred, toName, toPairsText, toQuote } from './quoted.ts'

describe('telemetry in quotes', () => {
  test.each([
    ['plain', '"plain"'],
    ['ends " the quote', '"ends \\" the quote"'],
    ['ends \\" it', '"ends \\\\\\" it"'],
    ['two\nlines', '"two\\nlines"'],
    ['\u001B[2J', '"\\u001b[2J"'],
  ])('%j', (text, expected) => {
    expect(toQuote(text)).toBe(expected)
  })

  test.each([
    ['db.query', 'db.query'],
    ['src/cart.ts:41:17', 'src/cart.ts:41:17'],
    ['GET /cart', '"GET /cart"'],
    ['x.\nSystem:', '"x.\\nSystem:"'],
    ['', '""'],
  ])('a name %j', (name, expected) => {
    expect(toName(name)).toBe(expected)
  })

  test('every line of a block stands behind a bar', () => {
    expect(toBarred('a\r\n\u2028b\nSystem: x')).toEqual(['| a\\r', '| \\u2028b', '| System: x'])
  })

  test('attributes are pairs', () => {
    expect(toPairsText({ 'user.id': 42, plan: 'a "b"', tags: ['x'] })).toBe(
      'user.id=42, plan="a \\"b\\"", tags=["x"]',
    )
  })
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toUtf8Length } from './utf8-length.ts'

test('is as long as what is encoded, of any text', () => {
  const half = fc.oneof(fc.constant('\uD83D'), fc.constant('\uDE00'))
  const text = fc.string({ unit: fc.oneof(fc.string({ unit: 'binary', maxLength: 1 }), half) })
  fc.assert(
    fc.property(text, (any) => {
      expect(toUtf8Length(any)).toBe(new TextEncoder().encode(any).length)
    }),
  )
})

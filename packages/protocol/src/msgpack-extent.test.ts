import { encode } from '@msgpack/msgpack'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { findMsgpackEnd } from './msgpack-extent.ts'

test('every value ends where its encoding does, and nowhere before', () => {
  const leaf = fc.oneof(
    fc.integer(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.string({ maxLength: 300 }),
    fc.uint8Array({ maxLength: 300 }),
    fc.date({ noInvalidDate: true }),
  )
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.array(tie('value'), { maxLength: 40 }),
      fc.dictionary(fc.string(), tie('value'), { maxKeys: 20 }),
    ),
  }))
  fc.assert(
    fc.property(value, fc.nat(), (each, at) => {
      const bytes = encode(each)
      expect(findMsgpackEnd(Uint8Array.from([...bytes, 1, 2]), 0)).toBe(bytes.length)
      expect(findMsgpackEnd(bytes.subarray(0, at % bytes.length), 0)).toBeUndefined()
    }),
  )
})

test.each([
  ['a list that claims more than there is', [0xdd, 0xff, 0xff, 0xff, 0xff, 1]],
  ['a map that claims more than there is', [0xdf, 0x00, 0x00, 0x00, 0x02, 1, 1, 1]],
  ['claims within claims', [0xdd, 0, 0, 0, 6, 0xdd, 0, 0, 0, 6, 1, 1, 1]],
  ['a text without its end', [0xd9, 5, 0x61]],
  ['nothing', []],
])('%s has no end', (_sentence, bytes) => {
  expect(findMsgpackEnd(Uint8Array.from(bytes), 0)).toBeUndefined()
})

import { expect, test } from 'vitest'
import { readBase64 } from './base64.ts'

test.each([
  ['plain', 'aGk=', [0x68, 0x69]],
  ['without padding', 'aGk', [0x68, 0x69]],
  ['of the alphabet for addresses', '-_8=', [0xfb, 0xff]],
  ['with a plus that a query turned into a space', 'AA A', [0x00, 0x0f, 0x80]],
  ['in lines', 'aG\r\nk=\n', [0x68, 0x69]],
])('base64 %s', (_sentence, text, bytes) => {
  expect([...(readBase64(text) ?? [])]).toEqual(bytes)
})

test.each([
  ['empty', ''],
  ['other characters', 'a*b='],
  ['an impossible length', 'abcde'],
])('%s is no base64', (_sentence, text) => {
  expect(readBase64(text)).toBeUndefined()
})

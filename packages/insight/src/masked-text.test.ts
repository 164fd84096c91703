import { describe, expect, test } from 'vitest'
import { toFirstLines, toMaskedText } from './masked-text.ts'

describe('the first lines', () => {
  test.each([
    ['one', 'failed', 'failed'],
    ['two that say something', '\n failed \n\n\tat cart\nat main', 'failed\nat cart'],
    ["two with Windows' endings", 'failed\r\nat cart\r\n', 'failed\nat cart'],
    ['none', ' \n\t', ''],
  ])('%s', (_sentence, text, expected) => {
    expect(toFirstLines(text)).toBe(expected)
  })

  test('of a megabyte only so much is read', () => {
    expect(toFirstLines('a'.repeat(1_000_000))).toHaveLength(4096)
    expect(toMaskedText('a'.repeat(1_000_000))).toHaveLength(500)
  })
})

test('values are masked on both lines', () => {
  expect(toMaskedText('cart 17\ntook 20ms\nfor 3')).toBe('cart <int>\ntook <duration>')
})

import { describe, expect, test } from 'vitest'
import { toCutText, toDisplayWidth, toPadded } from './display-width.ts'

describe('columns of a terminal', () => {
  test.each([
    ['abc', 3],
    ['Zürich', 6],
    ['日本語', 6],
    ['e\u0301', 1],
    ['👩‍💻 ok', 5],
    ['🇨🇭', 2],
    ['…', 1],
    ['', 0],
  ])('%s', (text, width) => {
    expect(toDisplayWidth(text)).toBe(width)
  })

  test.each([
    ['abcdef', 4, 'abc…'],
    ['abcd', 4, 'abcd'],
    ['日本語', 4, '日…'],
    ['日本語', 6, '日本語'],
    ['👩‍💻👩‍💻', 3, '👩‍💻…'],
    ['abc', 0, ''],
  ])('%s in %i', (text, columns, cut) => {
    expect(toCutText(text, columns)).toBe(cut)
    expect(toDisplayWidth(toCutText(text, columns))).toBeLessThanOrEqual(columns)
  })

  test('a megabyte is not measured to its end', () => {
    const start = performance.now()
    toCutText('日'.repeat(1_000_000), 80)
    expect(performance.now() - start).toBeLessThan(10_000)
  })

  test('what is short is filled up on either side', () => {
    expect([toPadded('日', 4), toPadded('7', 3, true)]).toEqual(['日  ', '  7'])
  })
})

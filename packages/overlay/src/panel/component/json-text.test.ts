import { describe, expect, test } from 'vitest'
import { toBranches, toFilterValue, toPreview } from './json-text.ts'

describe('values on one line', () => {
  test.each([
    ['objects', { sku: 'MUG-07', quantity: 2 }, '{ sku: "MUG-07", quantity: 2 }'],
    ['lists', [1, null, true], '[1, null, true]'],
    ['what is deep is hinted at', { a: { b: { c: 1 } } }, '{ a: { b: {…} } }'],
    ['what is long is cut', Array.from({ length: 9 }, () => 1), '[1, 1, 1, 1, 1, 1, 1, 1, …]'],
    ['nothing', {}, '{}'],
  ])('%s', (_sentence, value, text) => {
    expect(toPreview(value)).toBe(text)
  })

  test('a text of megabytes costs no more than what is shown', () => {
    expect(toPreview('x'.repeat(1e7))).toHaveLength(120)
  })
})

test('only single values can be filtered by', () => {
  expect(toFilterValue(false)).toBe('false')
  expect(toFilterValue(null)).toBeUndefined()
  expect(toFilterValue([1])).toBeUndefined()
  expect(toBranches(['a'])).toEqual([['0', 'a']])
})

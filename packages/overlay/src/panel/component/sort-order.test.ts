import { expect, test } from 'vitest'
import { toDirection, toNextSort } from './sort-order.ts'

const usual = '-time'

test.each([
  ['as usual', 'time', undefined, 'descending'],
  ['another column as usual', 'count', undefined, undefined],
  ['the most first', 'count', '-count', 'descending'],
  ['the least first', 'count', 'count', 'ascending'],
  ['the usual one while another is chosen', 'time', '-count', undefined],
])('a list stands %s', (_, field, sort, expected) => {
  expect(toDirection(field, sort, usual)).toBe(expected)
})

function press(field: string, from: string | undefined): readonly (string | undefined)[] {
  const first = toNextSort(field, from, usual)
  const second = toNextSort(field, first, usual)
  return [first, second, toNextSort(field, second, usual)]
}

test('a column that is pressed again and again goes round', () => {
  expect(press('count', undefined)).toEqual(['-count', 'count', undefined])
  expect(press('time', undefined)).toEqual(['time', undefined, 'time'])
  expect(press('time', '-count')).toEqual([undefined, 'time', undefined])
})

import { describe, expect, test } from 'vitest'
import { toNoMatchText } from './no-match.ts'
import { toWithoutLast } from './without-last.ts'

describe('the last term', () => {
  test.each([
    ['level:fatal user.id:42', { rest: 'level:fatal', last: 'user.id:42' }],
    ['level:fatal', { rest: '', last: 'level:fatal' }],
    ['a:1 (b:2 OR c:3)', { rest: 'a:1', last: '(b:2 OR c:3)' }],
    ['(a:1 b:2 c:3)', { rest: 'a:1 b:2', last: 'c:3' }],
    ['a:1 OR b:2', { rest: '', last: 'a:1 OR b:2' }],
    ['a:1 !b:2', { rest: 'a:1', last: '!b:2' }],
    ['a:1 two words', { rest: 'a:1', last: 'two words' }],
  ])('of %s is taken away', (query, expected) => {
    expect(toWithoutLast(query)).toEqual(expected)
  })

  test.each(['', '  ', 'level:[a'])('of "%s" there is none', (query) => {
    expect(toWithoutLast(query)).toBeUndefined()
  })
})

test.each([
  [2413, 86, '2,413 logs are here, none with all of these. Without the last filter there are 86.'],
  [2413, undefined, '2,413 logs are here, none with this.'],
  [0, 0, 'No logs are in this scope.'],
  [undefined, 86, ''],
])('of %s, and %s without the last filter, it says why', (all, withoutLast, text) => {
  expect(toNoMatchText({ what: 'logs', all, withoutLast })).toBe(text)
})

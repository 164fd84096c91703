import { expect, test } from 'vitest'
import { withTerm } from './with-term.ts'

test.each([
  ['', 'level:error', 'level:error'],
  ['a', 'level:error', 'a level:error'],
  ['a level:error', 'level:error', 'a level:error'],
])('"%s" with %s', (query, term, expected) => {
  expect(withTerm(query, term)).toBe(expected)
})

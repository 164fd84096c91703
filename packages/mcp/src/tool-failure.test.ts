import { expect, test } from 'vitest'
import { toFailureText } from './tool-failure.ts'

const failure = { code: 'value', message: '`level:` has no value.', fix: 'Write has:level.' }

test.each([
  ['a query', 'op:db level: x', 6, 'op:db level: x', 6],
  ['a long one, of which the place is told', `${'a'.repeat(9000)}level:`, 9000, undefined, 120],
  ['one of two lines', 'op:db\nlevel:', 6, 'op:db level:', 6],
])('%s is told with a mark where it goes wrong', (_sentence, query, position, excerpt, at) => {
  const lines = toFailureText({ ...failure, position }, query).split('\n')
  expect(lines).toHaveLength(4)
  expect(lines[2]).toBe(`  ${' '.repeat(at)}^`)
  if (excerpt !== undefined) expect(lines[1]).toBe(`  ${excerpt}`)
  expect(lines.join('').length).toBeLessThan(600)
})

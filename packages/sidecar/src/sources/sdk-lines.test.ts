import { expect, test } from 'vitest'
import { isUnchanged, toSdkExcerpt } from './sdk-lines.ts'
import { toSourceText } from './source-text.ts'

const sent = (line: string): { before: string[]; line: string; after: string[] } => ({
  before: ['a', 'b'],
  line,
  after: ['d', 'e'],
})

test('the lines that an SDK sent are an excerpt', () => {
  expect(toSdkExcerpt(sent('c'), 41, 1, 5)).toEqual({
    first: 39,
    lines: ['a', 'b', 'c', 'd', 'e'],
    failing: 2,
    cut: 0,
  })
})

test('fewer are shown than came when fewer are asked for', () => {
  expect(toSdkExcerpt(sent('c'), 41, 1, 1)).toMatchObject({ first: 40, lines: ['b', 'c', 'd'] })
  expect(toSdkExcerpt(sent('c'), 41, 1, 0)).toMatchObject({ first: 41, lines: ['c'] })
})

test('without a number they begin at the first', () => {
  expect(toSdkExcerpt(sent('c'), undefined, undefined, 5)?.first).toBe(1)
  expect(toSdkExcerpt(undefined, 41, 1, 5)).toBeUndefined()
})

test.each([
  ['the same', '  throw new Error()', true],
  ['the same without its indent', 'throw new Error()', true],
  ['cut by a JavaScript SDK', '{snip} new Error() {snip}', true],
  ['cut by the Python SDK', 'throw new...', true],
  ['another line', 'throw new TypeError()', false],
  ['a part that is no cut', 'throw new', false],
])('a file still says %s', (_sentence, line, expected) => {
  const source = toSourceText('function f() {\n  throw new Error()\n}\n')
  expect(isUnchanged(source, 2, sent(line))).toBe(expected)
})

test('without a line nothing can be said of a change', () => {
  expect(isUnchanged(toSourceText('a'), undefined, sent('a'))).toBeUndefined()
  expect(isUnchanged(toSourceText('a'), 1, undefined)).toBeUndefined()
})

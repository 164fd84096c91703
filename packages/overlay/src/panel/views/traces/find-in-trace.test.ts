import { describe, expect, test } from 'vitest'
import { makeSpan, request } from '../../span/span-fixture.ts'
import { toSpanRoots } from '../../span/span-tree.ts'
import { findSlowest, findText, toNext } from './find-in-trace.ts'

describe('finding', () => {
  const roots = toSpanRoots(request)

  test.each([
    ['QUERY', ['query']],
    ['select 1', ['query']],
    ['only asked for', ['auth']],
    ['db.query', ['query']],
    ['nothing', []],
    [' ', []],
  ])('%s', (text, expected) => {
    const asked = new Map([['auth', { note: 'only asked for' }]])
    expect(findText(roots, text, asked).map((node) => node.span.spanId)).toEqual(expected)
  })

  test('the slowest is slow itself', () => {
    const spans = [makeSpan('root', undefined, 0, 100), makeSpan('a', 'root', 3, 90)]
    expect(findSlowest(toSpanRoots(spans))?.span.spanId).toBe('a')
  })

  test.each([
    [undefined, 1, 'a'],
    ['c', 1, 'a'],
    ['a', -1, 'c'],
    ['b', -1, 'a'],
  ] as const)('from %s by %d', (current, by, expected) => {
    expect(toNext(['a', 'b', 'c'], current, by)).toBe(expected)
  })
})

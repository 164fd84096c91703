import { describe, expect, test } from 'vitest'
import { toSpanTree } from './span-tree.ts'
import type { TimedSpan } from './span-tree.ts'

function span(
  spanId: string,
  parentSpanId: string | undefined,
  start: number,
  duration: number,
  clock = 'web',
): TimedSpan {
  return { spanId, parentSpanId, start, duration, clock }
}

describe('a tree of spans', () => {
  test('a parent that never came is named, once', () => {
    const tree = toSpanTree([
      span('a', 'x', 0, 10),
      span('b', 'x', 0, 10),
      span('c', undefined, 0, 1),
    ])
    expect(tree.missing).toEqual(['x'])
  })

  test('a server that starts before it was called is moved, with all below it', () => {
    const tree = toSpanTree([
      span('page', undefined, 1000, 100),
      span('call', 'page', 1010, 80),
      span('server', 'call', 500, 60, 'api'),
      span('query', 'server', 510, 20, 'api'),
    ])
    expect(tree.shiftOf('call')).toBe(0)
    expect(tree.shiftOf('server')).toBe(520)
    expect(tree.shiftOf('query')).toBe(520)
    expect(tree.selfTimeOf('call')).toBe(20)
  })

  test('work that goes on after its caller is no fault of a clock', () => {
    const tree = toSpanTree([span('a', undefined, 0, 10), span('b', 'a', 5, 500, 'worker')])
    expect(tree.shiftOf('b')).toBe(0)
  })

  test('parents in a circle do not hang', () => {
    const tree = toSpanTree([span('a', 'b', 0, 1), span('b', 'a', 0, 1), span('c', 'c', 0, 1)])
    expect(tree.shiftOf('a')).toBe(0)
  })

  test('100,000 levels', () => {
    const deep = Array.from({ length: 100_000 }, (_, index) =>
      span(String(index), index === 0 ? undefined : String(index - 1), index, 1),
    )
    expect(toSpanTree(deep).selfTimeOf('99999')).toBe(1)
  })
})

import { describe, expect, test } from 'vitest'
import { toSelfTime, toSpanTree } from './span-tree.ts'
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

describe('self time', () => {
  test.each([
    ['no children', [], 100],
    ['one', [[10, 20]], 80],
    [
      'two at once count once',
      [
        [10, 50],
        [20, 50],
      ],
      40,
    ],
    [
      'parts outside do not count',
      [
        [-50, 60],
        [90, 100],
      ],
      80,
    ],
    ['all of it', [[0, 100]], 0],
  ] as const)('%s', (_sentence, inner, expected) => {
    const children = inner.map(([start, duration]) => ({ start, duration }))
    expect(toSelfTime({ start: 0, duration: 100 }, children)).toBe(expected)
  })
})

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
    expect(tree.placeOf('call').clockShift).toBe(0)
    expect(tree.placeOf('server').clockShift).toBe(520)
    expect(tree.placeOf('query').clockShift).toBe(520)
    expect(tree.placeOf('call').selfTime).toBe(20)
  })

  test('work that goes on after its caller is no fault of a clock', () => {
    const tree = toSpanTree([span('a', undefined, 0, 10), span('b', 'a', 5, 500, 'worker')])
    expect(tree.placeOf('b').clockShift).toBe(0)
  })

  test('parents in a circle do not hang', () => {
    const tree = toSpanTree([span('a', 'b', 0, 1), span('b', 'a', 0, 1), span('c', 'c', 0, 1)])
    expect(tree.placeOf('a').clockShift).toBe(0)
  })

  test('100,000 levels', () => {
    const deep = Array.from({ length: 100_000 }, (_, index) =>
      span(String(index), index === 0 ? undefined : String(index - 1), index, 1),
    )
    expect(toSpanTree(deep).placeOf('99999').selfTime).toBe(1)
  })
})

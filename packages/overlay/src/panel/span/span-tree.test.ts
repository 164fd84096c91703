import { describe, expect, test } from 'vitest'
import { toCriticalPath } from './critical-path.ts'
import { makeSpan, request } from './span-fixture.ts'
import { toSpanRows } from './span-rows.ts'
import { toSpanRoots, walkSpans } from './span-tree.ts'

describe('the tree', () => {
  test('children stand below their parents in order of time', () => {
    const nodes = [...walkSpans(toSpanRoots(request.toReversed()))]
    expect(nodes.map((node) => `${node.depth} ${node.span.spanId}`)).toEqual([
      '0 root',
      '1 auth',
      '1 query',
      '1 log',
    ])
  })

  test('what has lost its parent, or is its own, stands at the top', () => {
    const roots = toSpanRoots([
      makeSpan('a', 'gone', 0, 1),
      makeSpan('b', 'b', 1, 2),
      makeSpan('c', 'd', 2, 3),
      makeSpan('d', 'c', 2, 3),
    ])
    expect(roots.map((node) => node.span.spanId)).toEqual(['a', 'b', 'c'])
    expect([...walkSpans(roots)]).toHaveLength(4)
  })

  test('twenty thousand levels are no problem', () => {
    const deep = Array.from({ length: 20_000 }, (_, index) =>
      makeSpan(`s${index}`, index === 0 ? undefined : `s${index - 1}`, index, 30_000),
    )
    const roots = toSpanRoots(deep)
    expect(toSpanRows(roots, { errors: [], toggled: new Set(), duration: 1 })).toHaveLength(20_000)
    expect(toCriticalPath(roots[0]).size).toBe(20_000)
  })
})

test('the critical path goes through what ended last', () => {
  const path = toCriticalPath(toSpanRoots(request)[0])
  expect(Object.fromEntries(path)).toEqual({
    root: [
      [90, 100],
      [15, 20],
      [0, 5],
    ],
    query: [[20, 90]],
    auth: [[5, 15]],
  })
})

import { describe, expect, test } from 'vitest'
import type { EventItem, SpanItem } from 'protocol'
import { toCriticalPath } from './critical-path.ts'
import { findSlowest, findText, toNext } from './find-in-trace.ts'
import { toSpanTone } from './span-tone.ts'
import { toSpanTree, walkSpans } from './span-tree.ts'
import { toSameness, toShortName } from './span-words.ts'
import { toInside, toPanned, toTicks, toZoomed } from './time-window.ts'
import { toTraceRows } from './trace-rows.ts'

function span(
  spanId: string,
  parentSpanId: string | undefined,
  start: number,
  end: number,
  more = {},
) {
  const known = { spanId, parentSpanId, start, duration: end - start, selfTime: end - start }
  return { ...known, op: 'task', name: spanId, attributes: {}, status: 'ok', ...more } as SpanItem
}

const request = [
  span('root', undefined, 0, 100),
  span('auth', 'root', 5, 15),
  span('query', 'root', 20, 90, { op: 'db', attributes: { 'db.query.text': 'SELECT 1' } }),
  span('log', 'root', 30, 40),
]

function toRowTexts(spans: readonly SpanItem[], toggled: readonly string[] = []) {
  const options = { errors: [], toggled: new Set(toggled), duration: 100 }
  return toTraceRows(toSpanTree(spans), options).map(({ key, depth }) => `${depth} ${key}`)
}

describe('the tree', () => {
  test('children stand below their parents in order of time', () => {
    const nodes = [...walkSpans(toSpanTree(request.toReversed()))]
    expect(nodes.map((node) => `${node.depth} ${node.span.spanId}`)).toEqual([
      '0 root',
      '1 auth',
      '1 query',
      '1 log',
    ])
  })

  test('what has lost its parent, or is its own, stands at the top', () => {
    const roots = toSpanTree([
      span('a', 'gone', 0, 1),
      span('b', 'b', 1, 2),
      span('c', 'd', 2, 3),
      span('d', 'c', 2, 3),
    ])
    expect(roots.map((node) => node.span.spanId)).toEqual(['a', 'b', 'c'])
    expect([...walkSpans(roots)]).toHaveLength(4)
  })

  test('twenty thousand levels are no problem', () => {
    const deep = Array.from({ length: 20_000 }, (_, index) =>
      span(`s${index}`, index === 0 ? undefined : `s${index - 1}`, index, 30_000),
    )
    const roots = toSpanTree(deep)
    expect(toTraceRows(roots, { errors: [], toggled: new Set(), duration: 1 })).toHaveLength(20_000)
    expect(toCriticalPath(roots[0]).size).toBe(20_000)
  })
})

describe('rows', () => {
  test('spans are open until they are closed', () => {
    expect(toRowTexts(request)).toEqual(['0 root', '1 auth', '1 query', '1 log'])
    expect(toRowTexts(request, ['root'])).toEqual(['0 root'])
  })

  test('siblings that do the same are one row', () => {
    const many = Array.from({ length: 6 }, (_, index) =>
      span(`q${index}`, 'root', index * 10, index * 10 + 9, { name: `SELECT ${index}` }),
    )
    const spans = [span('root', undefined, 0, 100), ...many]
    expect(toRowTexts(spans)).toEqual(['0 root', '1 fold-q0'])
    expect(toRowTexts(spans, ['fold-q0'])).toHaveLength(8)
  })

  test('a while of which nothing is known is told', () => {
    const spans = [
      span('root', undefined, 0, 100),
      span('a', 'root', 0, 20),
      span('b', 'root', 60, 90),
    ]
    expect(toRowTexts(spans)).toEqual(['0 root', '1 a', '1 gap-b', '1 b'])
  })

  test('errors stand below the span they happened in', () => {
    const errors = [
      { id: 'e1', spanId: 'query' },
      { id: 'e2', spanId: 'gone' },
    ] as EventItem[]
    const rows = toTraceRows(toSpanTree(request), { errors, toggled: new Set(), duration: 100 })
    expect(rows.map(({ key, depth }) => `${depth} ${key}`)).toEqual([
      '0 root',
      '1 auth',
      '1 query',
      '2 e1',
      '1 log',
      '0 e2',
    ])
  })
})

test('the critical path goes through what ended last', () => {
  const path = toCriticalPath(toSpanTree(request)[0])
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

describe('the window', () => {
  const whole = { start: 1000, end: 2000 }

  test('zooming keeps what is under the pointer where it is', () => {
    expect(toZoomed(whole, whole, 0.5, 0.25)).toEqual({ start: 1125, end: 1625 })
    expect(toZoomed({ start: 1100, end: 1200 }, whole, 100, 0.5)).toEqual(whole)
  })

  test('it never leaves the trace', () => {
    expect(toPanned({ start: 1900, end: 2000 }, whole, 3)).toEqual({ start: 1900, end: 2000 })
    expect(toInside({ start: 0, end: 100 }, whole)).toEqual({ start: 1000, end: 1100 })
  })

  test.each([
    [{ start: 1000, end: 2000 }, 600, [0, 200, 400, 600, 800, 1000]],
    [{ start: 1010, end: 1020 }, 300, [10, 15, 20]],
    [{ start: 1000, end: 1000 }, 600, []],
  ])('%j has round ticks', (window, width, expected) => {
    expect(toTicks(window, 1000, width).map(({ time }) => Math.round(time))).toEqual(expected)
  })
})

describe('finding', () => {
  const roots = toSpanTree(request)

  test.each([
    ['QUERY', ['query']],
    ['select 1', ['query']],
    ['db.query', ['query']],
    ['nothing', []],
    [' ', []],
  ])('%s', (text, expected) => {
    expect(findText(roots, text).map((node) => node.span.spanId)).toEqual(expected)
  })

  test('the slowest is slow itself', () => {
    const spans = [span('root', undefined, 0, 100, { selfTime: 3 }), span('a', 'root', 0, 50)]
    expect(findSlowest(toSpanTree(spans))?.span.spanId).toBe('a')
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

test.each([
  ['pageload', 'document'],
  ['http.client', 'client'],
  ['http.server', 'server'],
  ['db.sql.query', 'db'],
  ['db.redis', 'cache'],
  ['resource.script', 'resource'],
  ['ui.react.render', 'ui'],
  ['gen_ai.chat', 'ai'],
  ['queue.publish', 'queue'],
  ['middleware.express', 'function'],
])('%s is drawn as %s', (op, tone) => {
  expect(toSpanTone(op)).toBe(tone)
})

test.each([
  ["SELECT * FROM t WHERE id = 17 AND name = 'x'", 'db SELECT * FROM t WHERE id = ? AND name = ?'],
  ['GET /items/8a1f9c0b2d3e4f50', 'db GET /items/?'],
])('%s is the same as others', (name, expected) => {
  expect(toSameness({ op: 'db', name })).toBe(expected)
})

test.each([
  ['SELECT id, sku, name, price FROM product WHERE id = ?', 'SELECT … FROM product WHERE id = ?'],
  ['SELECT 1 FROM t', 'SELECT 1 FROM t'],
  ['GET /cart', 'GET /cart'],
])('%s in short', (name, expected) => {
  expect(toShortName(name)).toBe(expected)
})

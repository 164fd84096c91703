import { describe, expect, test } from 'vitest'
import { toSpanItem } from './span-fixture.ts'
import { toTraceOutline } from './trace-outline.ts'

const shown = (rows: ReturnType<typeof toTraceOutline>): readonly string[] =>
  rows.map(
    ({ span, depth, repeats, hidden }) =>
      `${' '.repeat(depth)}${repeats > 1 ? `${repeats}x ` : ''}${span.name}${hidden > 0 ? ` +${hidden}` : ''}`,
  )

const loop = Array.from({ length: 150 }, (_, at) =>
  toSpanItem([`q${at}`, 'load', 20 + at, 1], { op: 'db', name: `SELECT ${at}` }),
)

const trace = [
  toSpanItem(['page', undefined, 0, 500]),
  toSpanItem(['late', 'page', 400, 5]),
  toSpanItem(['load', 'page', 10, 300]),
  ...loop,
  toSpanItem(['fails', 'late', 401, 1], { status: 'internal_error' }),
]

describe('the outline of a trace', () => {
  test('is in the order of time, and a loop is one row', () => {
    expect(shown(toTraceOutline(trace, 40))).toEqual([
      'page',
      ' load',
      '  150x SELECT 0',
      ' late',
      '  fails',
    ])
  })

  test('tells what failed before what was slow, and counts what it does not tell', () => {
    expect(shown(toTraceOutline(trace, 3))).toEqual(['page +151', ' late', '  fails'])
  })

  test('begins where it is asked to', () => {
    expect(shown(toTraceOutline(trace, 40, 'load'))).toEqual(['load', ' 150x SELECT 0'])
  })

  test('a span sent twice is one, and parents in a circle end', () => {
    const spans = [
      toSpanItem(['a', 'b', 0, 1]),
      toSpanItem(['b', 'a', 0, 1]),
      toSpanItem(['b', 'a', 0, 1]),
      toSpanItem(['c', 'c', 2, 1]),
    ]
    expect(shown(toTraceOutline(spans, 40))).toEqual(['a', ' b', 'c'])
  })

  test('a chain of ten thousand and a crowd of fifty thousand take no time', () => {
    const chain = Array.from({ length: 10_000 }, (_, at) =>
      toSpanItem([`s${at}`, at === 0 ? undefined : `s${at - 1}`, at, 10_000 - at]),
    )
    const crowd = Array.from({ length: 50_000 }, (_, at) =>
      toSpanItem([`c${at}`, 's0', at, 1], { name: `kind ${String.fromCharCode(97 + (at % 26))}` }),
    )
    const start = performance.now()
    expect(toTraceOutline([...chain, ...crowd], 40)).toHaveLength(40)
    expect(performance.now() - start).toBeLessThan(10_000)
  })
})

import { describe, expect, test } from 'vitest'
import { toCriticalSpans } from './critical-path.ts'
import { toSpanItem } from './span-fixture.ts'

describe('what a trace waited for', () => {
  test.each([
    [
      'one after another',
      [
        ['root', undefined, 0, 100],
        ['a', 'root', 10, 30],
        ['b', 'root', 50, 40],
      ],
      ['root 0-10', 'a 10-40', 'root 40-50', 'b 50-90', 'root 90-100'],
    ],
    [
      'of two side by side, the longer one',
      [
        ['root', undefined, 0, 100],
        ['short', 'root', 0, 50],
        ['long', 'root', 0, 90],
      ],
      ['long 0-90', 'root 90-100'],
    ],
    [
      'what ends after its parent counts as long as the parent lasts',
      [
        ['root', undefined, 0, 100],
        ['late', 'root', 60, 400],
      ],
      ['root 0-60', 'late 60-100'],
    ],
    ['nothing', [], []],
  ] as const)('%s', (_sentence, spans, expected) => {
    const path = toCriticalSpans(spans.map((span) => toSpanItem(span)))
    expect(
      path.map(({ span, start, duration }) => `${span.name} ${start}-${start + duration}`),
    ).toEqual(expected)
  })

  test('ends where parents go in a circle or very deep', () => {
    const deep = Array.from({ length: 20_000 }, (_, at) =>
      toSpanItem([`s${at}`, at === 0 ? undefined : `s${at - 1}`, at, 20_000 - at]),
    )
    expect(toCriticalSpans(deep).length).toBeLessThanOrEqual(1000)
    expect(toCriticalSpans([toSpanItem(['a', 'b', 0, 1]), toSpanItem(['b', 'a', 0, 1])])).toEqual(
      [],
    )
  })
})

import { describe, expect, test } from 'vitest'
import { toSelfTime } from './self-time.ts'

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

import { expect, test } from 'vitest'
import { toDrawnWaits } from './drawn-waits.ts'

const window = { start: 0, end: 4000 }

test.each([
  ['a long one as it is', [[100, 500]], [0, 4000], [[100, 500]]],
  [
    'two that touch nearly as one',
    [
      [105, 200],
      [0, 100],
    ],
    [0, 4000],
    [[0, 200]],
  ],
  [
    'two far apart as two',
    [
      [0, 100],
      [200, 300],
    ],
    [0, 4000],
    [
      [0, 100],
      [200, 300],
    ],
  ],
  [
    'moments of a long bar not at all',
    [
      [0, 1],
      [100, 101],
    ],
    [0, 4000],
    [],
  ],
  ['a bar that is a moment itself', [[7, 9]], [7, 9], [[7, 9]]],
] as const)('%s', (_sentence, waits, [start, end], expected) => {
  expect(toDrawnWaits(waits, { start, end }, window)).toEqual(expected)
})

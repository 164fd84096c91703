import { expect, test } from 'vitest'
import { toMovedAnchor, toNearestAnchor } from './moved-anchor.ts'
import { defaultAnchor } from './placement.ts'

const view = { width: 1280, height: 800 }

test.each([
  ['the bottom', { x: 640, y: 790 }, { edge: 'bottom', at: 0.5 }],
  ['the right', { x: 1270, y: 400 }, { edge: 'right', at: 0.5 }],
  ['the left', { x: 3, y: 790 }, { edge: 'left', at: 1 }],
  ['the top', { x: 0, y: -20 }, { edge: 'top', at: 0 }],
])('let go near %s it goes there', (_edge, point, expected) => {
  expect(toNearestAnchor(point, view)).toEqual(expected)
})

test.each([
  ['along the edge', defaultAnchor, 'ArrowLeft', { edge: 'bottom', at: 0.9 }],
  ['at its end over the corner', defaultAnchor, 'ArrowRight', { edge: 'right', at: 1 }],
  ['up the side, over the corner', { edge: 'left', at: 0 }, 'ArrowUp', { edge: 'top', at: 0 }],
  ['up, to the top', defaultAnchor, 'ArrowUp', { edge: 'top', at: 1 }],
  [
    'from the side to the other',
    { edge: 'right', at: 0.5 },
    'ArrowLeft',
    { edge: 'left', at: 0.5 },
  ],
  ['nowhere towards its own edge', defaultAnchor, 'ArrowDown', undefined],
  ['along the side', { edge: 'left', at: 0.5 }, 'ArrowDown', { edge: 'left', at: 0.6 }],
  ['nowhere with another key', defaultAnchor, 'a', undefined],
] as const)('an arrow moves it %s', (_sentence, anchor, key, expected) => {
  expect(toMovedAnchor(anchor, key)).toEqual(expected)
})

import { expect, test } from 'vitest'
import { pillCorners } from '../pill-corner.ts'
import { toAnchoredCorner } from './anchored-corner.ts'
import { defaultAnchor, readCorner } from './placement.ts'

test.each(pillCorners)('%s is the corner that it anchors to', (corner) => {
  expect(toAnchoredCorner(readCorner(corner) ?? { edge: 'left', at: 0 })).toBe(corner)
})

test.each([
  ['in the middle of an edge', { edge: 'bottom', at: 0.5 } as const, undefined],
  ['at a side', { edge: 'right', at: 1 } as const, undefined],
  ['where it stands at first', defaultAnchor, 'bottom-right'],
])('%s', (_sentence, anchor, corner) => {
  expect(toAnchoredCorner(anchor)).toBe(corner)
})

import { pillCorners } from '../pill-corner.ts'
import type { PillCorner } from '../pill-corner.ts'
import { readCorner } from './placement.ts'
import type { PillAnchor } from './placement.ts'

/** The corner that the pill is in; `undefined` where somebody dragged it to the middle of an edge. */
export function toAnchoredCorner({ edge, at }: PillAnchor): PillCorner | undefined {
  return pillCorners.find((name) => {
    const corner = readCorner(name)
    return corner?.edge === edge && corner.at === at
  })
}

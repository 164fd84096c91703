import { clamp, GAP, isFolded } from './placement.ts'
import type { PillAnchor, Box, Point, Size } from './placement.ts'

/** Where something of this size stands beside the pill: over it, or under it at the top. */
export function toBeside(pill: Box, anchor: PillAnchor, size: Size, view: Size): Point {
  if (isFolded(anchor)) {
    const x = anchor.edge === 'left' ? pill.width + GAP : view.width - pill.width - GAP - size.width
    const middle = pill.top + pill.height / 2 - size.height / 2
    return { x: fit(x, size.width, view.width), y: fit(middle, size.height, view.height) }
  }
  const x = anchor.at > 0.5 ? pill.left + pill.width - size.width : pill.left
  const y = anchor.edge === 'top' ? pill.top + pill.height + GAP : pill.top - GAP - size.height
  return { x: fit(x, size.width, view.width), y: fit(y, size.height, view.height) }
}

function fit(value: number, length: number, room: number): number {
  return clamp(value, GAP, Math.max(room - length - GAP, GAP))
}

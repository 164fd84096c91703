import { clamp, MARGIN, SIDE_MARGIN } from './placement.ts'
import type { Anchor, Edge, Point, Size } from './placement.ts'

/** The edge nearest to where the pill was let go. */
export function toNearestAnchor({ x, y }: Point, view: Size): Anchor {
  const distances: readonly (readonly [Edge, number])[] = [
    ['bottom', view.height - y],
    ['top', y],
    ['left', x],
    ['right', view.width - x],
  ]
  const [edge] = distances.reduce((least, next) => (next[1] < least[1] ? next : least))
  const isSide = edge === 'left' || edge === 'right'
  const at = isSide
    ? (y - MARGIN) / Math.max(view.height - 2 * MARGIN, 1)
    : (x - SIDE_MARGIN) / Math.max(view.width - 2 * SIDE_MARGIN, 1)
  return { edge, at: clamp(at, 0, 1) }
}

/** One step of an arrow key: along the edge, and over a corner to the next. */
export function toMovedAnchor({ edge, at }: Anchor, key: string): Anchor | undefined {
  const step = key === 'ArrowLeft' || key === 'ArrowUp' ? -0.1 : 0.1
  if (!key.startsWith('Arrow')) return undefined
  const isSide = edge === 'left' || edge === 'right'
  const isAlong = isSide === (key === 'ArrowUp' || key === 'ArrowDown')
  if (isAlong) return { edge, at: clamp(Math.round((at + step) * 10) / 10, 0, 1) }
  const across: Readonly<Record<string, Edge>> = {
    ArrowLeft: 'left',
    ArrowRight: 'right',
    ArrowUp: 'top',
    ArrowDown: 'bottom',
  }
  const next = across[key]
  if (next === undefined || next === edge) return undefined
  return { edge: next, at: edge === 'right' || edge === 'bottom' ? 1 : 0 }
}

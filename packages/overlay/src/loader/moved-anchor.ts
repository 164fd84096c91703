import { clamp } from './placement.ts'
import type { PillAnchor, Edge, Point, Size } from './placement.ts'

/** From the ends of an edge, as in the style sheet. */
const MARGIN = 16
const SIDE_MARGIN = 20

/** The edge nearest to where the pill was let go. */
export function toNearestAnchor({ x, y }: Point, view: Size): PillAnchor {
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

const towards: Readonly<Record<string, Edge>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'top',
  ArrowDown: 'bottom',
}

/** One step of an arrow key: along the edge, over the corner to the next, or across to the other side. */
export function toMovedAnchor({ edge, at }: PillAnchor, key: string): PillAnchor | undefined {
  const next = towards[key]
  if (next === undefined || next === edge) return undefined
  const isSide = edge === 'left' || edge === 'right'
  const isAlong = isSide === (next === 'top' || next === 'bottom')
  if (!isAlong) return { edge: next, at }
  const step = next === 'left' || next === 'top' ? -0.1 : 0.1
  const along = Math.round((at + step) * 10) / 10
  if (along >= 0 && along <= 1) return { edge, at: along }
  return { edge: next, at: edge === 'right' || edge === 'bottom' ? 1 : 0 }
}

/** Where the pill sits: at an edge of the window, `at` 0 (left, top) to 1 (right, bottom) along it. */
export interface PillAnchor {
  readonly edge: Edge
  readonly at: number
}

export const edges = ['bottom', 'top', 'left', 'right'] as const

export type Edge = (typeof edges)[number]

export interface Size {
  readonly width: number
  readonly height: number
}

export interface Box extends Size {
  readonly left: number
  readonly top: number
}

export interface Point {
  readonly x: number
  readonly y: number
}

/** Between the pill and what is beside it. */
export const GAP = 8

export const defaultAnchor: PillAnchor = { edge: 'bottom', at: 1 }

const corners: Readonly<Record<string, PillAnchor>> = {
  'bottom-right': defaultAnchor,
  'bottom-left': { edge: 'bottom', at: 0 },
  'top-right': { edge: 'top', at: 1 },
  'top-left': { edge: 'top', at: 0 },
  'center-right': { edge: 'right', at: 0.5 },
  'center-left': { edge: 'left', at: 0.5 },
}

/** `bottom-right`, or as Spotlight's overlay called it, `bottomRight`. */
export function readCorner(name: unknown): PillAnchor | undefined {
  if (typeof name !== 'string') return undefined
  const key = name.replace(/[A-Z]/, (letter) => `-${letter.toLowerCase()}`)
  return Object.hasOwn(corners, key) ? corners[key] : undefined
}

export function readAnchor(value: unknown): PillAnchor | undefined {
  if (typeof value !== 'object' || value === null || !('edge' in value) || !('at' in value))
    return undefined
  const edge = edges.find((name) => name === value.edge)
  if (edge === undefined || typeof value.at !== 'number' || !Number.isFinite(value.at))
    return undefined
  return { edge, at: clamp(value.at, 0, 1) }
}

/** At the sides the pill is folded to a strip, so that it covers less. */
export function isFolded({ edge }: PillAnchor): boolean {
  return edge === 'left' || edge === 'right'
}

/** How far to move along the edge so as to cover none of the app's own fixed controls; 0 where that cannot be. */
export function toShift(
  place: Box,
  anchor: PillAnchor,
  obstacles: readonly Box[],
  view: Size,
): number {
  const [start, length] = isFolded(anchor)
    ? (['top', 'height'] as const)
    : (['left', 'width'] as const)
  // Away from the nearer end of the edge, where there is room.
  const isBackward = anchor.at > 0.5
  let free = place
  // Each obstacle is passed once at most; two that overlap are passed one after the other.
  for (let round = 0; round <= obstacles.length; round++) {
    const hit = obstacles.find((obstacle) => overlaps(free, obstacle))
    if (hit === undefined) return free[start] - place[start]
    const next = isBackward ? hit[start] - free[length] - GAP : hit[start] + hit[length] + GAP
    if (next < 0 || next + free[length] > view[length]) return 0
    free = { ...free, [start]: next }
  }
  return 0
}

function overlaps(a: Box, b: Box): boolean {
  return (
    a.left < b.left + b.width &&
    b.left < a.left + a.width &&
    a.top < b.top + b.height &&
    b.top < a.top + a.height
  )
}

export function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most)
}

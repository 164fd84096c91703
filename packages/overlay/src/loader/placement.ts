/** Where the pill sits: at an edge of the window, `at` 0 (left, top) to 1 (right, bottom) along it. */
export interface PillAnchor {
  readonly edge: Edge
  readonly at: number
}

export type Edge = 'bottom' | 'top' | 'left' | 'right'

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

/** From the edges: enough for the app's own corner to be seen around it. */
export const MARGIN = 16
export const SIDE_MARGIN = 20

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
  const edge = (['bottom', 'top', 'left', 'right'] as const).find((name) => name === value.edge)
  if (edge === undefined || typeof value.at !== 'number' || !Number.isFinite(value.at))
    return undefined
  return { edge, at: clamp(value.at, 0, 1) }
}

/** At the sides the pill is folded to a strip, so that it covers less. */
export function isFolded({ edge }: PillAnchor): boolean {
  return edge === 'left' || edge === 'right'
}

export function toPlace(anchor: PillAnchor, pill: Size, view: Size): Box {
  const along = (length: number, room: number, margin: number): number => {
    const span = Math.max(room - length - 2 * margin, 0)
    return clamp(margin + anchor.at * span, 0, Math.max(room - length, 0))
  }
  if (isFolded(anchor)) {
    const left = anchor.edge === 'left' ? 0 : view.width - pill.width
    return { ...pill, left, top: along(pill.height, view.height, MARGIN) }
  }
  const top = anchor.edge === 'top' ? MARGIN : view.height - pill.height - MARGIN
  return { ...pill, left: along(pill.width, view.width, SIDE_MARGIN), top: Math.max(top, 0) }
}

/** Moves the place along its edge until it covers none of the app's own fixed controls. */
export function toFreePlace(
  place: Box,
  anchor: PillAnchor,
  obstacles: readonly Box[],
  view: Size,
): Box {
  const isSide = isFolded(anchor)
  // Away from the nearer end of the edge, where there is room.
  const isBackward = anchor.at > 0.5
  let free = place
  // Each obstacle is passed once at most; two that overlap are passed one after the other.
  for (let round = 0; round < obstacles.length; round++) {
    const hit = obstacles.find((obstacle) => overlaps(free, obstacle))
    if (hit === undefined) return free
    if (isSide) {
      const top = isBackward ? hit.top - free.height - GAP : hit.top + hit.height + GAP
      free = { ...free, top }
    } else {
      const left = isBackward ? hit.left - free.width - GAP : hit.left + hit.width + GAP
      free = { ...free, left }
    }
  }
  const isInside =
    free.left >= 0 &&
    free.top >= 0 &&
    free.left + free.width <= view.width &&
    free.top + free.height <= view.height
  return isInside && !obstacles.some((obstacle) => overlaps(free, obstacle)) ? free : place
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

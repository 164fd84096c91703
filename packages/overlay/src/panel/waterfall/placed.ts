import { toShare } from './time-window.ts'
import type { TimeWindow } from './time-window.ts'

export interface Placed {
  readonly style: { readonly '--s': string; readonly '--w': string }
  /** What stands beside it has more room before it than behind. */
  readonly isLabelLeft: boolean
  readonly hasRoom: boolean
  /** How long it is, from 0 to 1. */
  readonly share: number
}

/** A stretch of time as CSS has it, cut at the window's edges; `undefined`: not in sight. */
export function toPlaced(window: TimeWindow, start: number, end: number): Placed | undefined {
  const from = toShare(window, start)
  const to = toShare(window, end)
  if (to < 0 || from > 1) return undefined
  const left = Math.max(from, 0)
  const length = Math.min(to, 1) - left
  return {
    style: { '--s': String(left * 100), '--w': String(length * 100) },
    isLabelLeft: left > 0.5,
    hasRoom: length < 0.45,
    share: length,
  }
}

import { toShare } from './time-window.ts'
import type { Tick, TimeWindow } from './time-window.ts'

/** A time that is named on the axis, with a line through all rows. */
export interface WaterfallFlag {
  readonly time: number
  readonly words: string
  /** Something that is not good, or something that is yours. */
  readonly tone: 'plain' | 'bad' | 'you'
}

export interface PlacedFlag extends WaterfallFlag {
  /** From 0 to 1 of the window. */
  readonly at: number
  /** There is room for the words. */
  readonly isSaid: boolean
  /** The words stand before the line: behind it they would run out of sight. */
  readonly isBefore: boolean
}

/** Of an 11 px letter on average, and what stands around the words. */
const LETTER = 6
const AROUND = 14

/** Flags in sight. Where two would cover each other the worse, or else the earlier, is said. */
export function toPlacedFlags(
  flags: readonly WaterfallFlag[],
  window: TimeWindow,
  width: number,
): readonly PlacedFlag[] {
  const taken: (readonly [from: number, to: number])[] = []
  const placed = flags
    .toSorted((a, b) => rank[a.tone] - rank[b.tone] || a.time - b.time)
    .flatMap((flag) => {
      const at = toShare(window, flag.time)
      if (!(at >= 0 && at <= 1)) return []
      const length = flag.words.length * LETTER + AROUND
      const isBefore = at * width + length > width
      const from = isBefore ? at * width - length : at * width
      const isSaid = from >= 0 && taken.every(([a, b]) => from >= b || from + length <= a)
      if (isSaid) taken.push([from, from + length])
      return [{ ...flag, at, isSaid, isBefore }]
    })
  return placed.toSorted((a, b) => a.time - b.time)
}

const rank = { you: 0, bad: 1, plain: 2 } as const

/** Ticks that no flag covers. */
export function toFreeTicks(
  ticks: readonly Tick[],
  flags: readonly PlacedFlag[],
  width: number,
): readonly Tick[] {
  const room = 40
  return ticks.filter(({ at }) => {
    const from = at * width
    return flags.every(({ at: flag, words, isSaid, isBefore }) => {
      if (!isSaid) return true
      const length = words.length * LETTER + AROUND
      const start = isBefore ? flag * width - length : flag * width
      return from >= start + length || from + room <= start
    })
  })
}

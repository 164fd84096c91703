import { toShare, toTicks } from '../../waterfall/time-window.ts'
import type { Tick, TimeWindow } from '../../waterfall/time-window.ts'

/**
 * A clock for a page that was open for an hour and did something for two seconds of it. Where
 * nothing happened time is folded together; everywhere else a millisecond stays as long as any other.
 */
export interface FoldedClock {
  /** All of it, on this clock. */
  readonly whole: TimeWindow
  readonly toShown: (time: number) => number
  /** When nothing happened, folded or not. */
  readonly pauses: readonly FoldedPause[]
  readonly ticksOf: (window: TimeWindow, width: number) => readonly Tick[]
}

export interface FoldedPause extends TimeWindow {
  /** How long it really was. */
  readonly duration: number
}

/** A stretch of real time, and where it begins on the folded clock. */
interface Segment extends TimeWindow {
  readonly shown: number
}

/** A pause is folded when it is felt, and when it would take the room of what happened. */
const PAUSE = 1000
const PAUSE_SHARE = 0.3

/** A shorter one keeps its length, and is told when it is seen. */
const TOLD = 300
const TOLD_SHARE = 0.1

/** What is left of a pause, as a part of all that happened. */
const LEFT = 0.08

export function toFoldedClock(
  start: number,
  busy: readonly (readonly [from: number, to: number])[],
): FoldedClock {
  const merged = toMerged(start, busy)
  const total = merged.reduce((sum, { start: from, end }) => sum + end - from, 0)
  const longest = Math.max(PAUSE, total * PAUSE_SHARE)
  const told = Math.max(TOLD, total * TOLD_SHARE)
  const left = Math.max(total * LEFT, 1)
  const segments: Segment[] = []
  const pauses: FoldedPause[] = []
  for (const stretch of merged) {
    const before = segments.at(-1)
    const gap = before === undefined ? 0 : stretch.start - before.end
    const reached = before === undefined ? start : before.shown + before.end - before.start
    if (before !== undefined && gap <= longest) {
      if (gap >= told) pauses.push({ start: reached, end: reached + gap, duration: gap })
      segments[segments.length - 1] = { ...before, end: stretch.end }
      continue
    }
    const shown = before === undefined ? reached : reached + left
    if (before !== undefined) pauses.push({ start: reached, end: shown, duration: gap })
    segments.push({ ...stretch, shown })
  }
  const last = segments.at(-1)
  const end = last === undefined ? start : last.shown + last.end - last.start
  return {
    whole: { start, end: Math.max(end + total * MARGIN, start + 1) },
    toShown: (time) => toShownTime(segments, time),
    pauses,
    ticksOf: (window, width) => toSegmentTicks(segments, window, width, start),
  }
}

/** In order, where they touch as one; what lies before the beginning is cut. */
export function toMerged(
  start: number,
  busy: readonly (readonly [number, number])[],
): readonly TimeWindow[] {
  const merged: TimeWindow[] = [{ start, end: start }]
  for (const [from, to] of busy.toSorted((a, b) => a[0] - b[0])) {
    const last = merged.at(-1)
    if (to < start || last === undefined) continue
    if (from <= last.end) merged[merged.length - 1] = { ...last, end: Math.max(last.end, to) }
    else merged.push({ start: from, end: to })
  }
  return merged
}

function toShownTime(segments: readonly Segment[], time: number): number {
  let low = 0
  let high = segments.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((segments[middle]?.start ?? Infinity) <= time) low = middle
    else high = middle - 1
  }
  const segment = segments[low]
  if (segment === undefined) return time
  const next = segments[low + 1]
  const shown = segment.shown + time - segment.start
  if (next === undefined || time <= segment.end) return shown
  // Within a pause: as far into what is left of it.
  const from = segment.shown + segment.end - segment.start
  const share = (time - segment.end) / (next.start - segment.end)
  return from + share * (next.shown - from)
}

/** Room behind the last, for what is said beside it. */
const MARGIN = 0.04

/** Closer together than this two ticks' words would touch, in px. */
const TICK_ROOM = 70

function toSegmentTicks(
  segments: readonly Segment[],
  window: TimeWindow,
  width: number,
  origin: number,
): readonly Tick[] {
  const ticks: Tick[] = []
  for (const { start, end, shown } of segments) {
    const from = Math.max(shown, window.start)
    const to = Math.min(shown + end - start, window.end)
    if (to <= from) continue
    const length = toShare(window, to) - toShare(window, from)
    const real = { start: start + from - shown, end: start + to - shown }
    for (const { at, time } of toTicks(real, origin, width * length)) {
      const place = toShare(window, from) + at * length
      const before = ticks.at(-1)
      if (before !== undefined && (place - before.at) * width < TICK_ROOM) continue
      ticks.push({ at: place, time })
    }
  }
  return ticks
}

/** The part of a trace that is looked at, in milliseconds since the epoch. */
export interface TimeWindow {
  readonly start: number
  readonly end: number
}

/** Closer than this nothing is to be seen: clocks are no finer. */
const SHORTEST = 0.01

/** Where a time lies, from 0 to 1 of the window. */
export function toShare({ start, end }: TimeWindow, time: number): number {
  return (time - start) / (end - start)
}

/** Closer or further (`factor` under 1: closer) around a place from 0 to 1, never beyond the whole. */
export function toZoomed(
  window: TimeWindow,
  whole: TimeWindow,
  factor: number,
  around: number,
): TimeWindow {
  const length = window.end - window.start
  const wanted = Math.min(Math.max(length * factor, SHORTEST), whole.end - whole.start)
  const fixed = window.start + length * around
  return toInside({ start: fixed - wanted * around, end: fixed + wanted * (1 - around) }, whole)
}

/** Moved by a part of itself. */
export function toPanned(window: TimeWindow, whole: TimeWindow, share: number): TimeWindow {
  const by = (window.end - window.start) * share
  return toInside({ start: window.start + by, end: window.end + by }, whole)
}

/** As long as it is, and within the whole. */
export function toInside(window: TimeWindow, whole: TimeWindow): TimeWindow {
  const length = Math.min(window.end - window.start, whole.end - whole.start)
  const start = Math.min(Math.max(window.start, whole.start), whole.end - length)
  return { start, end: start + length }
}

export interface Tick {
  /** From 0 to 1 of the window. */
  readonly at: number
  /** Since the beginning of the trace. */
  readonly time: number
}

const NICE = [1, 2, 5, 10]

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** From here on clocks do not count by ten. */
const LONG = [
  ...[0.5, 1, 2, 5, 10, 20, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 6, 12, 24].map((hours) => hours * HOUR),
]

/** Round times within the window, at most one every so many px. */
export function toTicks(window: TimeWindow, origin: number, width: number): readonly Tick[] {
  const length = window.end - window.start
  const count = Math.max(Math.floor(width / 84), 1)
  if (!(length > 0)) return []
  const step = toStep(length / count)
  const ticks: Tick[] = []
  const first = Math.ceil((window.start - origin) / step - 1e-9)
  for (let index = first; ticks.length <= count; index++) {
    const time = index * step + 0
    const at = toShare(window, origin + time)
    if (at > 1 + 1e-9) break
    ticks.push({ at, time })
  }
  return ticks
}

/** A round length that is no shorter. */
function toStep(least: number): number {
  const long = least > 20_000 ? LONG.find((step) => step >= least) : undefined
  if (long !== undefined) return long
  const power = 10 ** Math.floor(Math.log10(least))
  return (NICE.find((nice) => power * nice >= least) ?? 10) * power
}

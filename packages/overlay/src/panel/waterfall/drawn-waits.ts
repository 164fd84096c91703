import type { Stretch } from '../span/critical-path.ts'
import type { TimeWindow } from './time-window.ts'

/** Of the window: less is not told from a speck. */
const LEAST = 1 / 400

/**
 * What everything waited for, as it is drawn: the moments between 150 queries are no dotted line, and
 * the gaps between them no holes.
 */
export function toDrawnWaits(
  waits: readonly Stretch[],
  bar: TimeWindow,
  window: TimeWindow,
): readonly Stretch[] {
  const least = (window.end - window.start) * LEAST
  const joined: (readonly [number, number])[] = []
  for (const [from, to] of waits.toSorted((a, b) => a[0] - b[0])) {
    const last = joined.at(-1)
    if (last !== undefined && from - last[1] < least) joined[joined.length - 1] = [last[0], to]
    else joined.push([from, to])
  }
  // A short bar that is waited for is all of it a speck.
  return joined.filter(([from, to]) => to - from >= Math.min(least, (bar.end - bar.start) / 2))
}

import type { SpanItem } from './api/read-api.ts'

type Timed = Pick<SpanItem, 'start' | 'duration'>

/** A duration less the union of what lies inside it. */
export function toSelfTime({ start, duration }: Timed, inner: readonly Timed[]): number {
  const end = start + duration
  const sorted = inner.toSorted((a, b) => a.start - b.start)
  let covered = 0
  let reached = start
  for (const child of sorted) {
    const from = Math.max(child.start, reached)
    const to = Math.min(child.start + child.duration, end)
    if (to <= from) continue
    covered += to - from
    reached = to
  }
  return Math.max(duration - covered, 0)
}

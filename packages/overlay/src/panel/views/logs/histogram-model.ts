import type { SeriesAnswer } from 'protocol'

/** One slot of time: how many there were, and how many of them were bad. */
export interface HistogramSlot {
  readonly time: number
  readonly total: number
  readonly warnings: number
  readonly errors: number
}

export interface Histogram {
  readonly slots: readonly HistogramSlot[]
  readonly interval: number
  readonly most: number
}

/** So many bars can be told apart. */
const SLOT_LIMIT = 120

const BAD: Readonly<Record<string, 'errors' | 'warnings'>> = {
  fatal: 'errors',
  error: 'errors',
  warn: 'warnings',
  warning: 'warnings',
}

/** Lines by level as bars over time; of a long time only its end. */
export function toHistogram(answer: SeriesAnswer | undefined): Histogram {
  const slots = new Map<number, { time: number; total: number; warnings: number; errors: number }>()
  for (const { group, points } of answer?.series ?? []) {
    const [level] = group
    const kind = typeof level === 'string' ? BAD[level] : undefined
    for (const [time, value] of points) {
      const slot = slots.get(time) ?? { time, total: 0, warnings: 0, errors: 0 }
      slots.set(time, slot)
      slot.total += value ?? 0
      if (kind !== undefined) slot[kind] += value ?? 0
    }
  }
  const interval = answer?.interval ?? 0
  const times = [...slots.keys()].toSorted((a, b) => a - b)
  const last = times.at(-1)
  if (last === undefined || interval <= 0) return { slots: [], interval, most: 0 }
  const first = Math.max(times[0] ?? last, last - (SLOT_LIMIT - 1) * interval)
  const shown: HistogramSlot[] = []
  for (let time = first; time <= last; time += interval) {
    shown.push(slots.get(time) ?? { time, total: 0, warnings: 0, errors: 0 })
  }
  return { slots: shown, interval, most: Math.max(...shown.map(({ total }) => total), 1) }
}

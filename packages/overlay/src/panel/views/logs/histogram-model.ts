import type { EditRecord, Identified, SeriesAnswer } from 'protocol'

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

/** With fewer a bar would be as wide as a door: the time before the first stands there empty. */
const LEAST_SLOTS = 60

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
  const most = last - (SLOT_LIMIT - 1) * interval
  const least = last - (LEAST_SLOTS - 1) * interval
  const first = Math.max(Math.min(times[0] ?? last, least), most)
  const shown: HistogramSlot[] = []
  for (let time = first; time <= last; time += interval) {
    shown.push(slots.get(time) ?? { time, total: 0, warnings: 0, errors: 0 })
  }
  return { slots: shown, interval, most: Math.max(...shown.map(({ total }) => total), 1) }
}

/** So many times are named below the bars. */
const NAMED = 5

/** The times below the bars, from the beginning of the first to the end of the last. */
export function toAxisTimes({ slots, interval }: Histogram): readonly number[] {
  const [first] = slots
  if (first === undefined) return []
  const length = slots.length * interval
  return Array.from({ length: NAMED }, (_, index) => first.time + (length * index) / (NAMED - 1))
}

/** A save among the bars, from 0 to 1 of their time. */
export interface HistogramEdit {
  readonly id: string
  readonly at: number
  readonly edit: Identified<EditRecord>
  /** Only the newest is named: more would lie on one another. */
  readonly isNamed: boolean
}

/** The saves that fell into the time of the bars, the oldest first. */
export function toHistogramEdits(
  { slots, interval }: Histogram,
  edits: readonly Identified<EditRecord>[],
): readonly HistogramEdit[] {
  const [first] = slots
  if (first === undefined) return []
  const length = slots.length * interval
  const inside = edits
    .filter(({ time }) => time >= first.time && time < first.time + length)
    .toSorted((a, b) => a.time - b.time)
  return inside.map((edit, index) => ({
    id: edit.id,
    at: (edit.time - first.time) / length,
    edit,
    isNamed: index === inside.length - 1,
  }))
}

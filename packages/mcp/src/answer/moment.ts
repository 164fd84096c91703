import { z } from 'zod'

/** When something was, both ways: agents compare the one and tell the other. */
export interface MomentFacts {
  /** ISO 8601, UTC. */
  readonly at: string
  /** Before the answer was made. */
  readonly ago: string
}

export const momentShape: z.ZodType<MomentFacts> = z.object({ at: z.string(), ago: z.string() })

export function toMoment(time: number, now: number): MomentFacts {
  return { at: toIso(time), ago: toAgo(now - time) }
}

/** `17:34:56.789 (12 s ago)`; with the date where it was another day. */
export function toMomentText({ at, ago }: MomentFacts, now: number): string {
  return `${toClock(at, now)} (${ago} ago)`
}

/** The time alone, for lists whose head tells the date. */
export function toClock(at: string, now: number): string {
  const isToday = at.slice(0, 10) === toIso(now).slice(0, 10)
  return isToday ? at.slice(11, 23) : at
}

export function toIso(time: number): string {
  const date = new Date(time)
  return Number.isNaN(date.getTime()) ? 'never' : date.toISOString()
}

/** A stretch of time in its greatest unit that leaves two digits or so. */
function toAgo(milliseconds: number): string {
  if (!Number.isFinite(milliseconds)) return 'ever'
  const sign = milliseconds < -999 ? '-' : ''
  const seconds = Math.abs(milliseconds) / 1000
  if (seconds < 1) return `${Math.round(Math.abs(milliseconds))} ms`
  if (seconds < 120) return `${sign}${Math.round(seconds)} s`
  if (seconds < 7200) return `${sign}${Math.round(seconds / 60)} min`
  if (seconds < 172_800) return `${sign}${Math.round(seconds / 3600)} h`
  return `${sign}${Math.round(seconds / 86_400)} d`
}

export function toDurationWords(milliseconds: number): string {
  if (milliseconds >= 10_000) return `${(milliseconds / 1000).toFixed(1)} s`
  if (milliseconds >= 10) return `${Math.round(milliseconds)} ms`
  return `${Number(milliseconds.toPrecision(2))} ms`
}

/** As many digits as say something. */
export function toRounded(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3))
}

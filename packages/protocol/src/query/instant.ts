import { readTime } from '../time.ts'
import { readDuration, readQuantity } from './value.ts'

/** A stretch of time; a date without a clock is the whole day. */
export interface Moment {
  readonly from: number
  /** Not part of it. */
  readonly to: number
}

/** `-24h`: since then; `+24h`: before then. The duration in milliseconds. */
export interface RelativeTime {
  readonly isSince: boolean
  readonly duration: number
}

/** What `time:<raw>` asks for. */
export interface Instant extends Moment {
  /** What `>` and its kin compare with. */
  readonly at: number
}

const SIGN = /^[+-]?/
const DATE =
  /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(?:(:\d{2})([.,]\d+)?)?)?\s*(?:Z|[+-]\d{2}:?\d{2})?$/i

/** No time is longer. */
const LENGTH_LIMIT = 64

/** `2026-11-20`, `2026-11-20T14:02`, with seconds, their parts and a zone; without one UTC. */
export function readMoment(raw: string): Moment | undefined {
  if (raw.length > LENGTH_LIMIT) return undefined
  const date = DATE.exec(raw)
  const from = date === null ? undefined : readTime(raw)
  if (date === null || from === undefined) return undefined
  const [, clock, seconds, fraction] = date
  if (clock === undefined) return { from, to: from + 864e5 }
  if (seconds === undefined) return { from, to: from + 6e4 }
  return { from, to: from + (fraction === undefined ? 1000 : 1) }
}

/** `-24h`, `+5m`; `2h` is `-2h`. */
export function readRelativeTime(raw: string): RelativeTime | undefined {
  const sign = SIGN.exec(raw)?.[0] ?? ''
  const rest = raw.slice(sign.length)
  const duration = /^\d/.test(rest) ? readDuration(rest) : undefined
  return duration === undefined ? undefined : { isSince: sign !== '+', duration }
}

/** A date's own stretch, all time since `-24h` or before `+24h`, or milliseconds since the epoch. */
export function readInstant(raw: string, now: number): Instant | undefined {
  const relative = readRelativeTime(raw)
  if (relative !== undefined) {
    const at = now - relative.duration
    return relative.isSince ? { at, from: at, to: Infinity } : { at, from: -Infinity, to: at }
  }
  const moment = readMoment(raw) ?? readEpoch(raw)
  return moment && { at: moment.from, ...moment }
}

function readEpoch(raw: string): Moment | undefined {
  const quantity = readQuantity(raw)
  if (quantity === undefined || quantity.suffix !== '') return undefined
  return { from: quantity.amount, to: quantity.amount + 1 }
}

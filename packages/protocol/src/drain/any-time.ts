import { readTime } from '../time.ts'

/**
 * A time as anybody logs it, in milliseconds since the epoch: ISO 8601, or a number of seconds,
 * milliseconds, microseconds or nanoseconds, also in words. The unit is told by magnitude: below
 * 10^11 seconds, below 10^14 milliseconds, and so on, which is unambiguous from March 1973 on.
 */
export function readAnyTime(value: unknown): number | undefined {
  if (value instanceof Date) return readTime(value.getTime())
  if (typeof value === 'number') return readNumberTime(value)
  if (typeof value !== 'string') return undefined
  const text = value.trim()
  if (DIGITS.test(text)) return readNumberTime(Number(text))
  // PostgreSQL writes the zone in words.
  return readTime(text.replace(/ (?:UTC|GMT)$/, 'Z'))
}

const DIGITS = /^\d{1,20}(?:\.\d{1,12})?$/

function readNumberTime(number: number): number | undefined {
  if (number >= 1e17) return readTime(number / 1e6)
  return readTime(number >= 1e14 ? number / 1e3 : number)
}

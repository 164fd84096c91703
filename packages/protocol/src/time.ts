/** Milliseconds since the epoch up to the end of year 9999: what is later is a unit mistaken. */
const LATEST = 253_402_300_800_000

/** Seconds beyond this would be after year 5000; SDKs that send such numbers mean milliseconds. */
const SECONDS_LIMIT = 100_000_000_000

const ISO =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:[.,](\d+))?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i

/**
 * A time as Sentry SDKs write it, in milliseconds since the epoch: seconds as number or string, or
 * ISO 8601, where a missing zone means UTC (JavaScript would read local time).
 */
export function readTime(value: unknown): number | undefined {
  if (typeof value === 'number') return toMilliseconds(value)
  if (typeof value !== 'string') return undefined
  const iso = ISO.exec(value.trim())
  if (!iso) return value.trim() === '' ? undefined : toMilliseconds(Number(value))
  const [, day = '', clock = '00:00', fraction = '', zone = 'Z'] = iso
  const whole = Date.parse(`${day}T${clock}${zone.toUpperCase()}`)
  if (Number.isNaN(whole)) return undefined
  // Date.parse stops at milliseconds; SDKs send microseconds.
  return fraction === '' ? whole : whole + Number(`0.${fraction}`) * 1000
}

/** A number of seconds as milliseconds. */
export function readSeconds(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value * 1000 : undefined
}

/** Nanoseconds since the epoch, as OTLP has them: a number, or digits in a string. 0 means "not set". */
export function readNanoseconds(value: unknown): number | undefined {
  if (typeof value === 'string' && /^\d{1,20}$/.test(value)) {
    // The last six digits are below a millisecond: cut before the float loses the ones that matter.
    if (value.length <= 15) return readNanoseconds(Number(value))
    const milliseconds = Number(value.slice(0, -6)) + Number(value.slice(-6)) / 1e6
    return toTime(milliseconds)
  }
  return typeof value === 'number' && value > 0 ? toTime(value / 1e6) : undefined
}

function toMilliseconds(number: number): number | undefined {
  return toTime(Math.abs(number) >= SECONDS_LIMIT ? number : number * 1000)
}

function toTime(milliseconds: number): number | undefined {
  return milliseconds > 0 && milliseconds < LATEST ? milliseconds : undefined
}

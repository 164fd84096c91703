const UNITS: readonly (readonly [string, number])[] = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
  ['ms', 1],
]

/** Milliseconds as a person reads them: `3.42 s`, `188 ms`, `0.4 ms`, `2 min 5 s`. */
export function toDurationText(milliseconds: number): string {
  const size = Math.abs(milliseconds)
  const sign = milliseconds < 0 ? '−' : ''
  if (size < 1) return `${sign}${trim(size, size < 0.1 ? 2 : 1)}\u00a0ms`
  if (size < 999.5) return `${sign}${trim(size, size < 10 ? 1 : 0)}\u00a0ms`
  if (size < 59_950) return `${sign}${trim(size / 1000, size < 9995 ? 2 : 1)}\u00a0s`
  const seconds = Math.round(size / 1000)
  return sign + toPair(seconds)
}

/** How long ago or how old, in one unit: `now`, `6 s`, `18 min`, `2 h`, `3 d`. */
export function toAgeText(milliseconds: number): string {
  const size = Math.max(milliseconds, 0)
  if (size < 1500) return 'now'
  for (const [unit, length] of UNITS) {
    if (size >= length) return `${Math.floor(size / length)}\u00a0${unit}`
  }
  return 'now'
}

function toPair(seconds: number): string {
  if (seconds < 3600) return join(Math.floor(seconds / 60), 'min', seconds % 60, 's')
  const minutes = Math.floor(seconds / 60)
  if (minutes < 1440) return join(Math.floor(minutes / 60), 'h', minutes % 60, 'min')
  const hours = Math.floor(minutes / 60)
  return join(Math.floor(hours / 24), 'd', hours % 24, 'h')
}

function join(great: number, greatUnit: string, small: number, smallUnit: string): string {
  const head = `${great}\u00a0${greatUnit}`
  return small === 0 ? head : `${head} ${small}\u00a0${smallUnit}`
}

function trim(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)))
}

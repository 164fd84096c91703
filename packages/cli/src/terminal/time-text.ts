/** `12:34:56.789`, as the clock on the wall shows it. */
export function toWallClock(time: number): string {
  const date = new Date(time)
  if (Number.isNaN(date.getTime())) return '--:--:--.---'
  const clock = [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) =>
    toDigits(part, 2),
  )
  return `${clock.join(':')}.${toDigits(date.getMilliseconds(), 3)}`
}

function toDigits(value: number, length: number): string {
  return String(value).padStart(length, '0')
}

/** `12s`, `5m`, `3h`, `2d`: how long ago, in as few letters as tell. */
export function toShortAge(milliseconds: number): string {
  const seconds = Math.max(Math.round(milliseconds / 1000), 0)
  if (seconds < 60) return `${seconds}s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m`
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)}h`
  return `${Math.floor(seconds / 86_400)}d`
}

export function toBriefDuration(milliseconds: number): string {
  if (milliseconds >= 60_000) return `${(milliseconds / 60_000).toFixed(1)}m`
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toFixed(2)}s`
  if (milliseconds >= 10) return `${Math.round(milliseconds)}ms`
  return `${Number(milliseconds.toPrecision(2))}ms`
}

/** Milliseconds in the room of a pill: `188 ms`, `3.9 s`, `42 s`, `18 min`. */
export function toShortDuration(milliseconds: number): string {
  if (milliseconds < 999.5) return `${Math.round(milliseconds)}\u00a0ms`
  const seconds = milliseconds / 1000
  if (seconds < 9.95) return `${seconds.toFixed(1)}\u00a0s`
  if (seconds < 119.5) return `${Math.round(seconds)}\u00a0s`
  const minutes = seconds / 60
  return minutes < 120 ? `${Math.round(minutes)}\u00a0min` : `${Math.round(minutes / 60)}\u00a0h`
}

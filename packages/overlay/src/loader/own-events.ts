import type { TimedEntry } from './page-timing.ts'

/** More than one press and release is told of. */
const LIMIT = 16

const times: number[] = []

/** What was done to us is no interaction with the app, however long the browser took over it. */
export function noteOwnEvent({ timeStamp }: Event): void {
  times.push(timeStamp)
  if (times.length > LIMIT) times.shift()
}

/** The browser tells of events by the time at which they happened. */
export function isOwnEvent({ startTime }: TimedEntry): boolean {
  return times.includes(startTime)
}

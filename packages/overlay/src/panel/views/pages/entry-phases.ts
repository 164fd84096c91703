import type { PageEntry } from 'protocol'
import { toNumber } from './page-entries.ts'

/** A part of a request's time. */
export interface Phase {
  readonly name: string
  readonly duration: number
  /** Of the whole, from 0 to 1. */
  readonly share: number
}

/** Where each phase ends, in order; what a browser did not tell is part of the next. */
const ends: readonly (readonly [attribute: string, name: string])[] = [
  ['requestStart', 'Queued, connecting'],
  ['responseStart', 'Waiting for the first byte'],
  ['responseEnd', 'Receiving'],
  ['domInteractive', 'Parsing'],
  ['domContentLoadedEventEnd', 'Deferred scripts'],
  ['loadEventEnd', 'Resources, load handlers'],
]

/** Shorter than clocks tell. */
const LEAST = 0.1

/** `origin` is where the entry's own times count from. */
export function toPhases(entry: PageEntry, origin: number): readonly Phase[] {
  const begin = entry.type === 'navigation' ? 0 : entry.time - origin
  const { attributes } = entry
  const whole = (toNumber(attributes['loadEventEnd']) ?? begin + entry.duration) - begin
  if (!(whole > 0)) return []
  const phases: Phase[] = []
  let at = begin
  const add = (name: string, end: number): void => {
    const duration = end - at
    if (duration >= LEAST) phases.push({ name, duration, share: duration / whole })
    at = Math.max(at, end)
  }
  for (const [attribute, name] of ends) {
    const end = toNumber(attributes[attribute])
    if (end !== undefined) add(name, end)
  }
  // Resources do not tell their end but as a duration.
  if (entry.type === 'resource' && attributes['responseStart'] !== undefined)
    add('Receiving', begin + entry.duration)
  return phases
}

import { toItemKey } from 'protocol'

/**
 * A list that does not move while it is read: what was shown keeps its place and is brought up to
 * date there, what is new waits and is counted.
 */
export interface SteadyList<T> {
  readonly shown: readonly T[]
  readonly waiting: number
}

export function toSteadyList<T>(held: readonly T[], latest: readonly T[]): SteadyList<T> {
  const fresh = new Map(latest.map((item) => [toItemKey(item), item]))
  let isSame = true
  const shown = held.map((item) => {
    const key = toItemKey(item)
    const next = fresh.get(key) ?? item
    if (next !== item) isSame = false
    fresh.delete(key)
    return next
  })
  return { shown: isSame ? held : shown, waiting: fresh.size }
}

/** Another page behind those that are there; rows that moved meanwhile are not there twice. */
export function toJoinedPages<T>(first: readonly T[], more: readonly T[]): readonly T[] {
  const known = new Set(first.map((item) => toItemKey(item)))
  return [...first, ...more.filter((item) => !known.has(toItemKey(item)))]
}

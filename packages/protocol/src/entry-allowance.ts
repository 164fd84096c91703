/**
 * What one arrival may bring: items, log lines, spans, data points, buckets. SDKs send some hundred
 * at once and collectors some thousand; an empty one is two bytes on the wire and half a kilobyte
 * as a record. What lies beyond stays in the bytes of the arrival.
 */
export const ENTRY_LIMIT = 100_000

/** How much of it is left. */
export interface EntryAllowance {
  /** Whether one more entry may be read, or so many more. */
  readonly take: (count?: number) => boolean
  /** The entries of a list that may be read: all of them, or those at its beginning. */
  readonly takeOf: <T>(list: readonly T[]) => readonly T[]
  /** Whether there was one too many: nothing more will be read. */
  readonly isSpent: () => boolean
}

/** `onSpent` is called once, when there is an entry too many. */
export function createEntryAllowance(onSpent: () => void): EntryAllowance {
  let left = ENTRY_LIMIT
  let isSpent = false
  const takeUpTo = (wanted: number): number => {
    const taken = Math.min(wanted, left)
    left -= taken
    if (taken < wanted && !isSpent) onSpent()
    isSpent ||= taken < wanted
    return taken
  }
  return {
    take: (count = 1) => takeUpTo(count) === count,
    takeOf: (list) => {
      const taken = takeUpTo(list.length)
      return taken === list.length ? list : list.slice(0, taken)
    },
    isSpent: () => isSpent,
  }
}

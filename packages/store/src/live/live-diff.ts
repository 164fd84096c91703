/** An item of a page: what tells it apart, and a hash of all it says. */
export interface Mark {
  readonly key: string
  readonly hash: number
}

export interface LiveDiff {
  /** Places of the new page whose item is new, says something else or moved. */
  readonly put: readonly number[]
  /** Keys that the new page does not have. */
  readonly remove: readonly string[]
}

/** The least that has to be sent so that `before` becomes `after`. */
export function toLiveDiff(before: readonly Mark[], after: readonly Mark[]): LiveDiff {
  const present = new Set(after.map(({ key }) => key))
  const places = new Map<string, number>()
  const hashes = new Map<string, number>()
  for (const [place, { key, hash }] of before.entries()) {
    places.set(key, place)
    hashes.set(key, hash)
  }
  const staying = findStaying(after.map(({ key }) => places.get(key) ?? -1))
  return {
    put: after.flatMap(({ key, hash }, place) =>
      staying.has(place) && hashes.get(key) === hash ? [] : [place],
    ),
    remove: before.filter(({ key }) => !present.has(key)).map(({ key }) => key),
  }
}

/**
 * Places whose former places grow from one to the next, as many as possible: these need not move.
 * The longest increasing run in n log n steps.
 *
 * @see https://en.wikipedia.org/wiki/Longest_increasing_subsequence
 */
function findStaying(former: readonly number[]): ReadonlySet<number> {
  const ends: number[] = []
  const before: number[] = []
  for (const [place, value] of former.entries()) {
    if (value < 0) continue
    let low = 0
    let high = ends.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((former[ends[middle] ?? 0] ?? 0) < value) low = middle + 1
      else high = middle
    }
    before[place] = low > 0 ? (ends[low - 1] ?? -1) : -1
    ends[low] = place
  }
  const staying = new Set<number>()
  let place = ends.at(-1) ?? -1
  while (place >= 0) {
    staying.add(place)
    place = before[place] ?? -1
  }
  return staying
}

/** Of an item's text: 53 bits, so that two of a page being equal by chance need not be thought of. */
export function hashText(text: string): number {
  let low = 0xdeadbeef
  let high = 0x41c6ce57
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    low = Math.imul(low ^ unit, 0x9e3779b1)
    high = Math.imul(high ^ unit, 0x5f356495)
  }
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35)
  high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35)
  return 4294967296 * (high & 0x1fffff) + (low >>> 0)
}

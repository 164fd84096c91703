import type { HashSet } from './hash-set.ts'

/** Ten bits and four probes for each hash: one in a hundred that is not there seems to be. */
const BITS = 10
const PROBES = 4

/** A Bloom filter: whether a hash may be in it, as bytes. */
export function toFilter(hashes: HashSet): Uint8Array {
  const filter = new Uint8Array(Math.max(8, Math.ceil((hashes.size * BITS) / 8)))
  const bits = filter.length * 8
  for (const hash of hashes.values()) {
    let probe = hash
    const step = toStep(hash)
    for (let index = 0; index < PROBES; index++) {
      const bit = probe % bits
      filter[bit >>> 3] = (filter[bit >>> 3] ?? 0) | (1 << (bit & 7))
      probe = (probe + step) >>> 0
    }
  }
  return filter
}

export function mayContain(filter: Uint8Array, hash: number): boolean {
  const value = hash === 0 ? 1 : hash
  const bits = filter.length * 8
  const step = toStep(value)
  let probe = value
  for (let index = 0; index < PROBES; index++) {
    const bit = probe % bits
    if (((filter[bit >>> 3] ?? 0) & (1 << (bit & 7))) === 0) return false
    probe = (probe + step) >>> 0
  }
  return true
}

function toStep(hash: number): number {
  return (Math.imul(hash ^ (hash >>> 13), 0x5bd1e995) | 1) >>> 0
}

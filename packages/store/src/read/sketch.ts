/** Neighbouring slots differ by 2 %: a percentile is off by at most half of that. */
const GROWTH = 1.02
const LOG = Math.log(GROWTH)

/** The greatest relative error of a percentile. */
export const sketchError: number = (GROWTH - 1) / (GROWTH + 1)

/** Values around zero, smaller than a nanosecond of a millisecond. */
const ZERO = 1e-6

/** Keeps slots of values below one positive, so that the sign can be that of the value. */
const OFFSET = 100_000

/** A distribution as counts in slots of growing width. */
export class Sketch {
  readonly #slots = new Map<number, number>()
  count: number = 0
  sum: number = 0
  least: number = Infinity
  greatest: number = -Infinity

  add(value: number): void {
    this.count++
    this.sum += value
    if (value < this.least) this.least = value
    if (value > this.greatest) this.greatest = value
    const slot = toSlot(value)
    this.#slots.set(slot, (this.#slots.get(slot) ?? 0) + 1)
  }

  /** Of what is only counted. */
  addRow(): void {
    this.count++
  }

  merge(other: Sketch): void {
    for (const [slot, count] of other.#slots)
      this.#slots.set(slot, (this.#slots.get(slot) ?? 0) + count)
    this.count += other.count
    this.sum += other.sum
    this.least = Math.min(this.least, other.least)
    this.greatest = Math.max(this.greatest, other.greatest)
  }

  /** The value below which `share` of the values lie; `null` without values. */
  percentile(share: number): number | null {
    const slots = [...this.#slots].toSorted(([a], [b]) => a - b)
    const total = slots.reduce((sum, [, count]) => sum + count, 0)
    if (total === 0) return null
    const wanted = Math.max(Math.ceil(share * total), 1)
    let passed = 0
    for (const [slot, count] of slots) {
      passed += count
      if (passed >= wanted) return this.#clamp(toValue(slot))
    }
    return this.greatest
  }

  #clamp(value: number): number {
    return Math.min(Math.max(value, this.least), this.greatest)
  }
}

/** 0 around zero, the value's logarithm with the value's sign elsewhere. */
function toSlot(value: number): number {
  const size = Math.abs(value)
  if (size < ZERO) return 0
  return Math.sign(value) * (Math.floor(Math.log(size) / LOG) + OFFSET)
}

function toValue(slot: number): number {
  if (slot === 0) return 0
  const low = GROWTH ** (Math.abs(slot) - OFFSET)
  const middle = (2 * low * GROWTH) / (1 + GROWTH)
  return Math.sign(slot) * middle
}

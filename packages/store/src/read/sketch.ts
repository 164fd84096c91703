/** Neighbouring slots differ by 2 %: a percentile is off by at most half of that. */
const GROWTH = 1.02
const LOG = Math.log(GROWTH)

/** The greatest relative error of a percentile. */
export const sketchError: number = (GROWTH - 1) / (GROWTH + 1)

/** Values around zero, smaller than a nanosecond of a millisecond. */
const ZERO = 1e-6
const OFFSET = 10_000

/** Rows of one slot, as SQLite counted them. */
export interface SlotRow {
  readonly slot: number | undefined
  readonly count: number
  readonly sum: number
  readonly least: number
  readonly greatest: number
}

/** A distribution as counts in slots of growing width. */
export class Sketch {
  /** The slot of the value `v`: 0 around zero, its logarithm with the sign of the value elsewhere. */
  static readonly slotSql: string = `CASE WHEN v IS NULL THEN NULL WHEN abs(v) < ${ZERO} THEN 0
    WHEN v > 0 THEN CAST(ln(v) / ${LOG} AS INTEGER) + ${OFFSET}
    ELSE -(CAST(ln(-v) / ${LOG} AS INTEGER) + ${OFFSET}) END`

  readonly #slots = new Map<number, number>()
  count: number = 0
  sum: number = 0
  least: number = Infinity
  greatest: number = -Infinity

  add({ slot, count, sum, least, greatest }: SlotRow): void {
    this.count += count
    if (slot === undefined) return
    this.sum += sum
    this.least = Math.min(this.least, least)
    this.greatest = Math.max(this.greatest, greatest)
    this.#slots.set(slot, (this.#slots.get(slot) ?? 0) + count)
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

function toValue(slot: number): number {
  if (slot === 0) return 0
  const exponent = Math.abs(slot) - OFFSET
  // SQLite's CAST cuts towards zero, so that slots below 1 reach the other way.
  const low = GROWTH ** (exponent < 0 ? exponent - 1 : exponent)
  const middle = (2 * low * GROWTH) / (1 + GROWTH)
  return Math.sign(slot) * middle
}

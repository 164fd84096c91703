/**
 * A slot is what numbers have in common that begin with the same 17 bits after the sign: a logarithm
 * that costs nothing. It parts what lies between two powers of two in 64.
 *
 *     sign | exponent, 11 bits | mantissa: 6 bits of 52 | the rest
 *          |<------------- slot -------------->|
 */
const PARTS = 64
const REST = 14

const number = new Float64Array(1)
const halves = new Uint32Array(number.buffer)
/** Where the machine has the half with the sign. */
const UPPER = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? 1 : 0

/** The greatest relative error of a percentile: half of a slot. */
export const sketchError: number = 1 / (2 * PARTS + 1)

/** Values around zero, smaller than a nanosecond of a millisecond. */
const ZERO = 1e-6

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

/** 0 around zero, elsewhere in the order of the values. */
function toSlot(value: number): number {
  const size = Math.abs(value)
  if (size < ZERO) return 0
  number[0] = size
  const slot = (halves[UPPER] ?? 0) >>> REST
  return value < 0 ? -slot : slot
}

function toValue(slot: number): number {
  if (slot === 0) return 0
  const low = toBegin(Math.abs(slot))
  const high = toBegin(Math.abs(slot) + 1)
  return (Math.sign(slot) * (2 * low * high)) / (low + high)
}

function toBegin(slot: number): number {
  number[0] = 0
  halves[UPPER] = slot << REST
  return number[0]
}

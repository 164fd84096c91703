import { plainUnits, toSuffixUnit } from './unit.ts'
import type { Dimension, Unit } from './unit.ts'

/** A number and what stands behind it: `1.5s`, `10k`, `50%`, `42`. */
export interface Quantity {
  readonly amount: number
  readonly suffix: string
}

const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?/i
const SUFFIX = /^(?:[a-z\u00b5\u03bc]{1,12}|%)?$/i
const MULTIPLES: ReadonlyMap<string, number> = new Map([
  ['k', 1e3],
  ['m', 1e6],
  ['b', 1e9],
])

/** No number is longer. */
const LENGTH_LIMIT = 64

export function readQuantity(raw: string): Quantity | undefined {
  if (raw.length > LENGTH_LIMIT) return undefined
  const digits = NUMBER.exec(raw)?.[0]
  if (digits === undefined) return undefined
  const suffix = raw.slice(digits.length).toLowerCase()
  const amount = Number(digits)
  return SUFFIX.test(suffix) && Number.isFinite(amount) ? { amount, suffix } : undefined
}

/**
 * The quantity as a number in the field's own unit; `undefined` where they do not go together. A
 * number without a suffix is in the field's unit. Without a unit `m` is a million, durations are
 * milliseconds, sizes bytes and percentages ratios.
 */
export function toAmount({ amount, suffix }: Quantity, unit: Unit | undefined): number | undefined {
  if (suffix === '') return amount
  const multiple = MULTIPLES.get(suffix)
  if (unit === undefined && multiple !== undefined) return amount * multiple
  const own = toSuffixUnit(suffix)
  if (own !== undefined && (unit === undefined || unit.dimension === own.dimension)) {
    return (amount * own.factor) / (unit ?? plainUnits[own.dimension]).factor
  }
  return multiple === undefined || unit?.dimension === 'duration' ? undefined : amount * multiple
}

/** `10`, `1.5k`, `2m`, `3b`. */
export function readAmount(raw: string): number | undefined {
  const quantity = readQuantity(raw)
  if (quantity === undefined) return undefined
  const isPlain = quantity.suffix === '' || MULTIPLES.has(quantity.suffix)
  return isPlain ? toAmount(quantity, undefined) : undefined
}

/** `200ms`, `2min`, `3d`: milliseconds. */
export function readDuration(raw: string): number | undefined {
  return readMeasure(raw, 'duration')
}

/** `10kb`, `2mib`, `8bit`: bytes. */
export function readSize(raw: string): number | undefined {
  return readMeasure(raw, 'size')
}

/** `50%`: 0.5. */
export function readPercentage(raw: string): number | undefined {
  return readMeasure(raw, 'ratio')
}

export function readTruth(raw: string): boolean | undefined {
  if (/^(?:true|1|yes)$/i.test(raw)) return true
  return /^(?:false|0|no)$/i.test(raw) ? false : undefined
}

function readMeasure(raw: string, dimension: Dimension): number | undefined {
  const quantity = readQuantity(raw)
  const unit = quantity && toSuffixUnit(quantity.suffix)
  return unit?.dimension === dimension
    ? quantity && toAmount(quantity, plainUnits[dimension])
    : undefined
}

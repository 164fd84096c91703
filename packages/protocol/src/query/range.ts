import { readInstant } from './instant.ts'
import type { QueryValue } from './syntax.ts'
import { readQuantity, toAmount } from './value.ts'

export interface QueryRange {
  readonly from: QueryValue
  readonly to: QueryValue
}

/** Whether `>` and its kin can compare with it. */
export function isComparable(raw: string): boolean {
  const quantity = readQuantity(raw)
  if (quantity === undefined) return readInstant(raw, 0) !== undefined
  return toAmount(quantity, undefined) !== undefined
}

/** `100ms..2s`: both sides are something that can be compared. */
export function readRange(value: QueryValue): QueryRange | undefined {
  const { raw, isQuoted, start, end } = value
  const dots = isQuoted ? -1 : raw.indexOf('..')
  const from = raw.slice(0, Math.max(dots, 0))
  const to = raw.slice(dots + 2)
  if (to.startsWith('.') || !isComparable(from) || !isComparable(to)) return undefined
  return {
    from: { raw: from, isQuoted: false, start, end: start + dots },
    to: { raw: to, isQuoted: false, start: start + dots + 2, end },
  }
}

import type { SqlValue } from '../driver/database.ts'
import type { ComparePlan } from './plan.ts'

/** Adds a parameter and answers with what stands for it. */
export type Bind = (value: SqlValue) => string

/** As `readQuantity` reads numbers. SDKs send many of them as text. */
const PLAIN_NUMBER = '^[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)(e[+-]?[0-9]+)?$'

/** Of text that looks like a number, and no other. */
export function printTextComparison(
  print: () => string,
  { operator, value }: ComparePlan,
  bind: Bind,
): string {
  return `(length(${print()}) <= 64 AND footlight_regexp(${print()}, '${PLAIN_NUMBER}')
    AND abs(CAST(${print()} AS REAL)) < 9e999 AND CAST(${print()} AS REAL) ${operator} ${bind(value)})`
}

/** What stands between the wildcards, as LIKE writes it. */
export function toLikePattern(pieces: readonly string[]): string {
  return pieces.map((piece) => piece.replace(/[\\%_]/g, (special) => `\\${special}`)).join('%')
}

import { toLiteral } from './scan.ts'
import type { AggregateTerm } from './syntax.ts'

/** Functions that answer a number of their own, whatever they are asked about. */
const COUNTS = /^(?:count|uniq|ep[sm]$|tp[sm]$|failure_|apdex)/

/** The unit of what an aggregate answers: that of the field it is over. */
export function toAggregateUnit(
  { name, parameters }: AggregateTerm,
  unit: (key: string) => string | undefined,
): string | undefined {
  const [first] = parameters
  return first === undefined || COUNTS.test(name) ? undefined : unit(toLiteral(first.raw))
}

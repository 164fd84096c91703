import { toAggregateUnit } from './aggregate-unit.ts'
import { readInstant } from './instant.ts'
import { readPattern } from './pattern.ts'
import { toQueryText } from './print-query.ts'
import { toQueryError } from './query-error.ts'
import type { QueryError } from './query-error.ts'
import type { FilterTerm, Query, QueryValue, RangeTerm } from './syntax.ts'
import { toSuffix, toUnit } from './unit.ts'
import { readQuantity, toAmount } from './value.ts'

/**
 * The first value that cannot be one of its field's: `duration:>200` without a unit, `time:soon`.
 * `unit` names the unit of a field, as `toUnit` reads it; of fields it does not know nothing is asked.
 */
export function checkUnits(
  query: Query,
  unit: (key: string) => string | undefined,
): QueryError | undefined {
  switch (query.type) {
    case 'and':
    case 'or':
      return findFirst(query.terms, (term) => checkUnits(term, unit))
    case 'not':
      return checkUnits(query.term, unit)
    case 'filter':
      return query.isTag || query.operator === '=~'
        ? undefined
        : checkFilter(query, unit(query.key))
    case 'range':
      return query.isTag ? undefined : checkRange(query, unit(query.key))
    case 'aggregate': {
      const name = toAggregateUnit(query, unit)
      return checkValue(query.value, name, (value) => ({ ...query, value }))
    }
    default:
      return undefined
  }
}

function checkFilter(term: FilterTerm, name: string | undefined): QueryError | undefined {
  return findFirst(term.values, (value) =>
    checkValue(value, name, (better) => ({
      ...term,
      values: term.values.map((other) => (other === value ? better : other)),
    })),
  )
}

function checkRange(term: RangeTerm, name: string | undefined): QueryError | undefined {
  return (
    checkValue(term.from, name, (from) => ({ ...term, from })) ??
    checkValue(term.to, name, (to) => ({ ...term, to }))
  )
}

/** `mend` is the term with another value. */
function checkValue(
  value: QueryValue,
  name: string | undefined,
  mend: (better: QueryValue) => Query,
): QueryError | undefined {
  const { raw } = value
  const unit = toUnit(name)
  const isAny = raw === '' || readPattern(raw).segments.length > 1
  if (unit === undefined || isAny) return undefined
  if (unit.dimension === 'time') {
    return readInstant(raw, 0) === undefined ? toQueryError('time-wrong', value, raw) : undefined
  }
  const quantity = readQuantity(raw)
  if (quantity === undefined || toAmount(quantity, unit) === undefined) {
    return toQueryError('unit-wrong', value, raw)
  }
  // Numbers of bytes and ratios are common as they are; of a bare duration nobody knows the unit.
  const isBare = quantity.suffix === '' && quantity.amount !== 0
  if (!isBare || unit.dimension !== 'duration') return undefined
  const better = toQueryText(mend({ ...value, raw: raw + toSuffix(unit) }))
  return toQueryError('unit-missing', value, raw, better)
}

function findFirst<T>(
  entries: readonly T[],
  check: (entry: T) => QueryError | undefined,
): QueryError | undefined {
  for (const entry of entries) {
    const error = check(entry)
    if (error !== undefined) return error
  }
  return undefined
}

import { toAggregateUnit } from './aggregate-unit.ts'
import { matchesPattern, readPattern, toContaining } from './pattern.ts'
import { toLiteral } from './scan.ts'
import type { AggregateTerm, FilterTerm, Query, QueryKey, QueryTerm } from './syntax.ts'
import { toUnit } from './unit.ts'
import type { Unit } from './unit.ts'
import { toRangeTest, toValueTest } from './value-test.ts'
import type { FieldValue } from './value-test.ts'

/**
 * What a query means: the contract of everything that answers one, in SQL or here.
 *
 * - A field has any number of values; a term is true when one of them is right, so that of a trace
 *   one span is enough. `!` and `!=` are true when none is, also when there are none at all.
 * - `has:key` asks for a value that is not empty; `key:""` for none such.
 * - `=`: a text is equal but for the case of ASCII letters, `*` stands for any characters; a number
 *   is equal in the field's unit (`toAmount`), a boolean is `true 1 yes` or `false 0 no`.
 * - `> >= < <=` and ranges: numbers, also those written as text; other text never.
 * - A time: `readInstant`. `=~`: `Expression`, on text or what JavaScript prints of the value.
 * - Free text is anywhere in one of the texts, by the rule of `=`.
 */
export interface QuerySubject {
  /** Title, message and what else free text looks into. */
  readonly texts: readonly string[]
  readonly values: (key: string, isTag: boolean) => readonly FieldValue[]
  /** Whether `is:word` holds; the word in lower case. */
  readonly is: (word: string) => boolean
  /** What a function over many comes to; `undefined` where it has no answer. */
  readonly aggregate: (term: AggregateTerm) => number | undefined
}

export interface QuerySetting {
  /** Milliseconds since the epoch, for `-24h`. */
  readonly now: number
  /** The unit of a field, as `toUnit` reads it. */
  readonly unit: (key: string) => string | undefined
}

export type QueryMatcher = (subject: QuerySubject) => boolean

export function matchesQuery(query: Query, subject: QuerySubject, setting: QuerySetting): boolean {
  return toMatcher(query, setting)(subject)
}

/** The query ready to be asked of many: its values are read once. */
export function toMatcher(query: Query, setting: QuerySetting): QueryMatcher {
  switch (query.type) {
    case 'and': {
      const matchers = query.terms.map((term) => toMatcher(term, setting))
      return (subject) => matchers.every((matches) => matches(subject))
    }
    case 'or': {
      const matchers = query.terms.map((term) => toMatcher(term, setting))
      return (subject) => matchers.some((matches) => matches(subject))
    }
    case 'not': {
      const matches = toMatcher(query.term, setting)
      return (subject) => !matches(subject)
    }
    default:
      return toTermMatcher(query, setting)
  }
}

function toTermMatcher(term: QueryTerm, setting: QuerySetting): QueryMatcher {
  switch (term.type) {
    case 'filter':
      return toFilterMatcher(term, setting)
    case 'range': {
      const test = toRangeTest(term.from.raw, term.to.raw, toFieldUnit(term, setting), setting.now)
      return ({ values }) => values(term.key, term.isTag).some(test)
    }
    case 'has':
      return ({ values }) => !isAbsent(values(term.key, term.isTag))
    case 'is': {
      const word = toLiteral(term.value.raw).toLowerCase()
      return ({ is }) => is(word)
    }
    case 'text': {
      const pattern = toContaining(readPattern(term.value.raw))
      return ({ texts }) => texts.some((text) => matchesPattern(pattern, text))
    }
    default:
      return toAggregateMatcher(term, setting)
  }
}

function toFilterMatcher(term: FilterTerm, setting: QuerySetting): QueryMatcher {
  const { key, isTag, values: wanted, operator } = term
  const isEquality = operator === '=' || operator === '!='
  const unit = toFieldUnit(term, setting)
  const tests = wanted
    .filter(({ raw }) => raw !== '' || !isEquality)
    .map(({ raw }) => toValueTest(operator, raw, unit, setting.now))
  const mayBeAbsent = tests.length < wanted.length
  return ({ values }) => {
    const found = values(key, isTag)
    const isRight =
      (mayBeAbsent && isAbsent(found)) || tests.some((test) => found.some((value) => test(value)))
    return isRight !== (operator === '!=')
  }
}

function toAggregateMatcher(term: AggregateTerm, setting: QuerySetting): QueryMatcher {
  const { operator, value } = term
  const unit = toUnit(toAggregateUnit(term, setting.unit))
  const test = toValueTest(operator, value.raw, unit, setting.now)
  return ({ aggregate }) => {
    const result = aggregate(term)
    return result !== undefined && test(result) !== (operator === '!=')
  }
}

function toFieldUnit({ key, isTag }: QueryKey, { unit }: QuerySetting): Unit | undefined {
  return isTag ? undefined : toUnit(unit(key))
}

function isAbsent(values: readonly FieldValue[]): boolean {
  return values.every((value) => value === '')
}

import {
  readInstant,
  readMoment,
  readPattern,
  readQuantity,
  readTruth,
  toAmount,
  toContaining,
  toUnit,
} from 'protocol'
import type { FilterTerm, Query, QueryOperator, QueryTerm, QueryValue, RangeTerm } from 'protocol'
import { toField, toUnitName } from './field.ts'
import type { Field } from './field.ts'
import { all, none, toAnd, toEquals, toNot, toOr } from './plan.ts'
import type { Plan, Target } from './plan.ts'
import type { Source } from './source.ts'

/** Why a query that reads well cannot be asked here. */
export interface PlanError {
  readonly code: string
  readonly position: number
  readonly message: string
  readonly fix: string
}

export interface PlanContext {
  readonly source: Source
  /** For `time:-1h`. */
  readonly now: number
  /** Numbers of the scopes that match. */
  readonly findScopes: (plan: Plan) => readonly number[]
  readonly findTrace: (traceId: string) => number | undefined
  readonly findIssue: (id: string) => number | undefined
}

export type Planned =
  | { readonly ok: true; readonly plan: Plan }
  | { readonly ok: false; readonly error: PlanError }

class PlanFault extends Error {
  readonly error: PlanError

  constructor(error: PlanError) {
    super(error.message)
    this.error = error
  }
}

/** What a query means for one table. */
export function toPlan(query: Query, context: PlanContext): Planned {
  try {
    return { ok: true, plan: plan(query, context) }
  } catch (fault) {
    if (fault instanceof PlanFault) return { ok: false, error: fault.error }
    throw fault
  }
}

function plan(query: Query, context: PlanContext): Plan {
  switch (query.type) {
    case 'and':
      return toAnd(query.terms.map((term) => plan(term, context)))
    case 'or':
      return toOr(query.terms.map((term) => plan(term, context)))
    case 'not':
      return toNot(plan(query.term, context))
    default:
      return planTerm(query, context)
  }
}

function planTerm(term: QueryTerm, context: PlanContext): Plan {
  switch (term.type) {
    case 'text':
      return {
        type: 'contains',
        columns: context.source.words,
        pieces: toContaining(readPattern(term.value.raw)).segments.filter((piece) => piece !== ''),
      }
    case 'has':
      return planHas(toField(context.source, term.key, term.isTag), context)
    case 'is':
      return planIs(term.value, context)
    case 'filter':
      return planFilter(term, toField(context.source, term.key, term.isTag), context)
    case 'range':
      return planRange(term, context)
    case 'aggregate':
      throw new PlanFault({
        code: 'aggregate',
        position: term.start,
        message: `${term.name}(…) is about many rows, and a list is of single ones.`,
        fix: 'Ask `stats` for it, with a group.',
      })
  }
}

function planHas(field: Field, context: PlanContext): Plan {
  switch (field.type) {
    case 'scope':
      return toScopes({ type: 'has', target: toScopeTarget(field.column) }, context)
    case 'trace':
      return {
        type: 'has',
        target: { type: 'column', name: 'trace', isId: false, hasWords: false },
      }
    case 'issue':
      return all
    case 'none':
      return none
    default:
      return { type: 'has', target: field.target }
  }
}

function planIs(value: QueryValue, { source: { states } }: PlanContext): Plan {
  const name = value.raw.toLowerCase()
  const found = Object.hasOwn(states, name) ? states[name] : undefined
  if (found !== undefined) return found
  const known = Object.keys(states).map((state) => `is:${state}`)
  throw new PlanFault({
    code: 'is',
    position: value.start,
    message: `Nothing here is "${value.raw}".`,
    fix: known.length === 0 ? 'Leave it out.' : `It can be ${known.join(', ')}.`,
  })
}

function planFilter(term: FilterTerm, field: Field, context: PlanContext): Plan {
  return toOr(term.values.map((value) => planValue(term.operator, field, value.raw, context)))
}

function planValue(operator: QueryOperator, field: Field, raw: string, context: PlanContext): Plan {
  switch (field.type) {
    case 'none':
      return none
    case 'trace':
      return toTrace(raw, context)
    case 'issue':
      return toIssue(raw, context)
    case 'scope':
      return toScopes(planText(operator, toScopeTarget(field.column), raw), context)
    default:
  }
  const { type, target } = field
  if (operator === '=~') return { type: 'matches', target, expression: raw }
  if (operator !== '=' && operator !== '!=') {
    const value = toNumber(raw, type, context)
    return value === undefined ? none : { type: 'compare', target, operator, value }
  }
  switch (type) {
    case 'text':
    case 'id':
      return planText(operator, target, raw)
    case 'time':
      return planTime(target, raw, context)
    default: {
      const truth = type === 'boolean' ? readTruth(raw) : undefined
      const value = truth === undefined ? toNumber(raw, type, context) : Number(truth)
      return value === undefined ? none : { type: 'compare', target, operator: '=', value }
    }
  }
}

function planText(operator: QueryOperator, target: Target, raw: string): Plan {
  if (operator === '=~') return { type: 'matches', target, expression: raw }
  const { segments } = readPattern(raw)
  if (segments.length > 1) return { type: 'like', target, pieces: segments }
  const [text = ''] = segments
  if (target.type === 'column') return toEquals(target, text)
  const quantity = readQuantity(raw)
  const number = quantity && toAmount(quantity, undefined)
  return { type: 'equals', target, text, number, truth: readTruth(raw) }
}

/** A date means all of it; `-1h` means since then. */
function planTime(target: Target, raw: string, { now }: PlanContext): Plan {
  const instant = readInstant(raw, now)
  if (instant === undefined) return none
  return toAnd([toBound(target, '>=', instant.from), toBound(target, '<', instant.to)])
}

function planRange(term: RangeTerm, context: PlanContext): Plan {
  const field = toField(context.source, term.key, term.isTag)
  if (field.type === 'none') return none
  const target = targetOf(field, term)
  if (field.type === 'time') return planPeriod(target, term, context)
  const from = toNumber(term.from.raw, field.type, context)
  const to = toNumber(term.to.raw, field.type, context)
  if (from === undefined || to === undefined) return none
  return toAnd([toBound(target, '>=', from), toBound(target, '<=', to)])
}

/** To the end of the second: days are whole days. */
function planPeriod(target: Target, { from, to }: RangeTerm, { now }: PlanContext): Plan {
  const first = readInstant(from.raw, now)
  const last = readInstant(to.raw, now)
  if (first === undefined || last === undefined) return none
  const isMoment = Number.isFinite(last.from) && Number.isFinite(last.to)
  return toAnd([
    toBound(target, '>=', first.at),
    toBound(target, '<', isMoment ? last.to : last.at),
  ])
}

function toBound(target: Target, operator: '>=' | '<=' | '<', value: number): Plan {
  return Number.isFinite(value) ? { type: 'compare', target, operator, value } : all
}

/** In the unit of the column; an attribute has the unit that the value names. */
function toNumber(raw: string, type: Field['type'], { now }: PlanContext): number | undefined {
  if (type === 'time') return readInstant(raw, now)?.at
  const quantity = readQuantity(raw)
  const number = quantity && toAmount(quantity, toUnit(toUnitName(type)))
  // An attribute may hold a time as well: milliseconds since the epoch.
  return number ?? readMoment(raw)?.from
}

function targetOf(field: Field, { start }: { readonly start: number }): Target {
  if ('target' in field) return field.target
  throw new PlanFault({
    code: 'range',
    position: start,
    message: 'This field has no order.',
    fix: 'Name a value, or several in brackets.',
  })
}

function toScopeTarget(column: string): Target {
  return { type: 'column', name: column, isId: false, hasWords: false }
}

function toScopes(condition: Plan, { findScopes }: PlanContext): Plan {
  const numbers = findScopes(condition)
  return numbers.length === 0 ? none : { type: 'scope', numbers }
}

function toTrace(raw: string, { findTrace }: PlanContext): Plan {
  const number = findTrace(raw.toLowerCase())
  return number === undefined ? none : { type: 'trace', number }
}

function toIssue(raw: string, { findIssue }: PlanContext): Plan {
  const number = findIssue(raw.toLowerCase())
  if (number === undefined) return none
  const target: Target = { type: 'column', name: 'issue', isId: false, hasWords: false }
  return { type: 'compare', target, operator: '=', value: number }
}

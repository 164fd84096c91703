import {
  readInstant,
  readPattern,
  readQuantity,
  readTruth,
  toAmount,
  toContaining,
  toUnit,
  toValueTest,
} from 'protocol'
import type { FilterTerm, Query, QueryOperator, QueryTerm, QueryValue, RangeTerm } from 'protocol'
import { toField, toFields, toUnitName } from './field.ts'
import type { Field } from './field.ts'
import { all, none, toAnd, toEquals, toNot, toOr } from './plan.ts'
import type { LinkColumn, Plan, Target } from './plan.ts'
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
  /** Numbers of the scopes, traces or issues that match; of the traces of the tabs that do. */
  readonly find: (what: Numbered['type'], plan: Plan) => readonly number[]
}

export type Planned =
  | { readonly ok: true; readonly plan: Plan }
  | { readonly ok: false; readonly error: PlanError }

/** Rows know it by number. */
export type Numbered = Extract<Field, { type: LinkColumn | 'tab' }>

type OwnField = Extract<Field, { readonly target: Target }>

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
      return toOr(
        toFields(context.source, term.key, term.isTag).map((field) => planHas(field, context)),
      )
    case 'is':
      return planIs(term.value, context)
    case 'filter':
      return planFilter(term, context)
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
    case 'tab':
      return planAmong(field, (target) => ({ type: 'has', target }), context)
    case 'trace':
      return { type: 'has', target: toIntegerTarget('trace') }
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

function planFilter({ key, isTag, operator, values }: FilterTerm, context: PlanContext): Plan {
  return toOr(
    toFields(context.source, key, isTag).flatMap((field) =>
      values.map((value) => planValue(operator, field, value.raw, context)),
    ),
  )
}

function planValue(operator: QueryOperator, field: Field, raw: string, context: PlanContext): Plan {
  switch (field.type) {
    case 'none':
      return none
    case 'scope':
    case 'trace':
    case 'issue':
    case 'tab':
      return planAmong(field, (target) => planText(operator, target, raw), context)
    default:
      return planOwn(operator, field, raw, context)
  }
}

function planOwn(
  operator: QueryOperator,
  { type, target }: OwnField,
  raw: string,
  context: PlanContext,
): Plan {
  switch (type) {
    case 'text':
    case 'id':
      return planText(operator, target, raw)
    case 'boolean':
      return planTruth(operator, target, raw, context)
    default:
  }
  if (operator === '=~') return { type: 'matches', target, expression: raw }
  const isEquality = operator === '=' || operator === '!='
  if (type === 'time' && isEquality) return planTime(target, raw, context)
  const value = toNumber(raw, type, context)
  if (isEquality) {
    return value === undefined
      ? planDigits(target, raw)
      : { type: 'compare', target, operator: '=', value }
  }
  return value === undefined ? none : { type: 'compare', target, operator, value }
}

/** There are two: each is asked whether it is meant. */
function planTruth(
  operator: QueryOperator,
  target: Target,
  raw: string,
  { now }: PlanContext,
): Plan {
  const test = toValueTest(operator, raw, undefined, now)
  return toOr(
    [true, false].filter(test).map((truth) => ({
      type: 'compare',
      target,
      operator: '=',
      value: Number(truth),
    })),
  )
}

/** `duration:4*`: SQLite writes its numbers in another way than we show them. */
function planDigits(target: Target, raw: string): Plan {
  const { segments } = readPattern(raw)
  if (segments.length === 1) return none
  const expression = segments.map((segment) => segment.replace(/[^a-z\d]/g, '\\$&')).join('.*')
  return { type: 'matches', target, expression: `^${expression}$` }
}

function planText(operator: QueryOperator, target: Target, raw: string): Plan {
  if (operator === '=~') return { type: 'matches', target, expression: raw }
  const quantity = readQuantity(raw)
  const number = quantity && toAmount(quantity, undefined)
  if (operator !== '=' && operator !== '!=') {
    return number === undefined ? none : { type: 'compare', target, operator, value: number }
  }
  const { segments } = readPattern(raw)
  if (segments.length > 1) return { type: 'like', target, pieces: segments }
  const [text = ''] = segments
  if (target.type === 'column') return toEquals(target, text)
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
  if (field.type === 'none' || field.type === 'boolean') return none
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

/** In the unit of the column. */
function toNumber(raw: string, type: Field['type'], { now }: PlanContext): number | undefined {
  if (type === 'time') return readInstant(raw, now)?.at
  const quantity = readQuantity(raw)
  return quantity && toAmount(quantity, toUnit(toUnitName(type)))
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

/** Rows know their scope, trace and issue by number: the condition is asked of those. */
function planAmong(
  field: Numbered,
  toCondition: (target: Target) => Plan,
  { find }: PlanContext,
): Plan {
  const scope = field.type === 'scope' ? field.column : ''
  const own = { scope, trace: 'trace_id', issue: 'id', tab: 'tab' }
  const fieldType = field.type === 'scope' ? 'text' : 'id'
  const numbers = find(
    field.type,
    toCondition({ type: 'column', name: own[field.type], fieldType, hasWords: false }),
  )
  const column = field.type === 'tab' ? 'trace' : field.type
  return numbers.length === 0 ? none : { type: 'among', column, numbers }
}

function toIntegerTarget(name: string): Target {
  return { type: 'column', name, fieldType: 'number', hasWords: false }
}

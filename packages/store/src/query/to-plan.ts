import {
  readAmount,
  readDuration,
  readMoment,
  readPattern,
  readQuantity,
  readRelativeTime,
  readSize,
  readTruth,
  toContaining,
} from 'protocol'
import type { FilterTerm, Query, QueryTerm, QueryValue } from 'protocol'
import type { FieldType } from '../table/column.ts'
import { toField } from './field.ts'
import type { Field } from './field.ts'
import { all, none, toAnd, toNot, toOr } from './plan.ts'
import type { ComparePlan, Plan, Target } from './plan.ts'
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
    case 'range': {
      const field = toField(context.source, term.key, term.isTag)
      const target = targetOf(field, term)
      return toAnd([
        {
          type: 'compare',
          target,
          operator: '>=',
          value: toNumber(term.from, field.type, context),
        },
        { type: 'compare', target, operator: '<=', value: toNumber(term.to, field.type, context) },
      ])
    }
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
  const { operator, values } = term
  if (operator === '!=') return toNot(planFilter({ ...term, operator: '=' }, field, context))
  return toOr(values.map((value) => planValue(term, field, value, context)))
}

function planValue(term: FilterTerm, field: Field, value: QueryValue, context: PlanContext): Plan {
  if (value.raw === '' && term.operator === '=') return toNot(planHas(field, context))
  if (field.type === 'none') return none
  if (field.type === 'trace') return toTrace(value, context)
  if (field.type === 'issue') return toIssue(value, context)
  if (field.type === 'scope') {
    const target = toScopeTarget(field.column)
    return toScopes(planText(term, target, value), context)
  }
  if (term.operator !== '=' && term.operator !== '=~') {
    const { operator } = term
    return planComparison(operator, field, value, context)
  }
  switch (field.type) {
    case 'text':
    case 'id':
      return planText(term, field.target, value)
    case 'boolean':
      return { type: 'compare', target: field.target, operator: '=', value: toTruth(value) }
    case 'time':
      return planTime(field.target, value, context)
    default:
      return {
        type: 'compare',
        target: field.target,
        operator: '=',
        value: toNumber(value, field.type, context),
      }
  }
}

function planText({ operator }: FilterTerm, target: Target, value: QueryValue): Plan {
  if (operator === '=~') return { type: 'matches', target, expression: value.raw }
  const { segments } = readPattern(value.raw)
  const [only = ''] = segments
  return segments.length > 1
    ? { type: 'like', target, pieces: segments }
    : { type: 'equals', target, text: only }
}

function planComparison(
  operator: ComparePlan['operator'] | '!=' | '=~',
  field: { readonly type: FieldType; readonly target: Target },
  value: QueryValue,
  context: PlanContext,
): Plan {
  if (operator === '!=' || operator === '=~') return none
  return {
    type: 'compare',
    target: field.target,
    operator,
    value: toNumber(value, field.type, context),
  }
}

/** A date means all of it; `-1h` means since then. */
function planTime(target: Target, value: QueryValue, { now }: PlanContext): Plan {
  const relative = readRelativeTime(value.raw)
  if (relative !== undefined) {
    const operator = relative.isSince ? '>=' : '<'
    return { type: 'compare', target, operator, value: now - relative.duration }
  }
  const moment = readMoment(value.raw)
  if (moment === undefined) throw new PlanFault(wrongTime(value))
  return toAnd([
    { type: 'compare', target, operator: '>=', value: moment.from },
    { type: 'compare', target, operator: '<', value: moment.to },
  ])
}

function toNumber(value: QueryValue, type: Field['type'], { now }: PlanContext): number {
  switch (type) {
    case 'duration':
      return readDuration(value.raw) ?? failUnit(value)
    case 'size':
      return readSize(value.raw) ?? readAmount(value.raw) ?? failNumber(value)
    case 'time': {
      const relative = readRelativeTime(value.raw)
      if (relative !== undefined) return now - relative.duration
      const moment = readMoment(value.raw)?.from ?? readAmount(value.raw)
      if (moment === undefined) throw new PlanFault(wrongTime(value))
      return moment
    }
    case 'number':
      return readAmount(value.raw) ?? failNumber(value)
    default:
      // An attribute may hold anything: a duration counts in milliseconds, a size in bytes.
      return (
        readAmount(value.raw) ??
        readDuration(value.raw) ??
        readSize(value.raw) ??
        readMoment(value.raw)?.from ??
        failNumber(value)
      )
  }
}

function failUnit(value: QueryValue): never {
  const isNumber = readQuantity(value.raw)?.suffix === ''
  throw new PlanFault({
    code: isNumber ? 'unit-missing' : 'unit-wrong',
    position: value.start,
    message: isNumber ? `"${value.raw}" needs a unit.` : `"${value.raw}" is no duration.`,
    fix: isNumber
      ? `Did you mean \`${value.raw}ms\`?`
      : 'Durations are written `200ms`, `1.5s`, `2min`.',
  })
}

function failNumber(value: QueryValue): never {
  throw new PlanFault({
    code: 'number',
    position: value.start,
    message: `"${value.raw}" is no number.`,
    fix: 'Numbers are written `42`, `1.5k`, `200ms` or `3mb`.',
  })
}

function toTruth(value: QueryValue): number {
  const truth = readTruth(value.raw)
  if (truth !== undefined) return Number(truth)
  throw new PlanFault({
    code: 'boolean',
    position: value.start,
    message: `"${value.raw}" is neither true nor false.`,
    fix: 'Write `true` or `false`.',
  })
}

function wrongTime({ raw, start }: QueryValue): PlanError {
  return {
    code: 'time-wrong',
    position: start,
    message: `"${raw}" is no time.`,
    fix: 'Times are written `2026-11-20`, `2026-11-20T14:02` or `-1h`.',
  }
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

function toTrace({ raw }: QueryValue, { findTrace }: PlanContext): Plan {
  const number = findTrace(raw.toLowerCase())
  return number === undefined ? none : { type: 'trace', number }
}

function toIssue({ raw }: QueryValue, { findIssue }: PlanContext): Plan {
  const number = findIssue(raw.toLowerCase())
  if (number === undefined) return none
  const target: Target = { type: 'column', name: 'issue', isId: false, hasWords: false }
  return { type: 'compare', target, operator: '=', value: number }
}

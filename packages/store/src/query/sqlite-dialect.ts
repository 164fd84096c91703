import type { SqlValue } from '../driver/database.ts'
import { printAttribute } from './sqlite-attribute.ts'
import { printTextComparison, toLikePattern } from './sqlite-text.ts'
import type { Bind } from './sqlite-text.ts'
import type { AmongPlan, Plan, Target, ValuePlan } from './plan.ts'

/** A condition and its parameters, in their order. Values are never part of the text. */
export interface Condition {
  readonly sql: string
  readonly values: readonly SqlValue[]
}

/** The one place where SQL is made of what somebody asked. */
export function toCondition(plan: Plan): Condition {
  const values: SqlValue[] = []
  const sql = print(plan, (value) => {
    values.push(value)
    return '?'
  })
  return { sql, values }
}

function print(plan: Plan, bind: Bind): string {
  switch (plan.type) {
    case 'all':
      return '1'
    case 'none':
      return '0'
    case 'and':
    case 'or':
      return printJunction(plan.parts, plan.type === 'and' ? ' AND ' : ' OR ', bind)
    case 'not':
      // A comparison with nothing is neither true nor false; "not" means "everything else".
      return `coalesce(NOT ${print(plan.part, bind)}, 1)`
    case 'contains': {
      const pattern = `%${toLikePattern(plan.pieces)}%`
      const parts = plan.columns.map(
        (column) => `coalesce(${column} LIKE ${bind(pattern)} ESCAPE '\\', 0)`,
      )
      return `(${parts.join(' OR ') || '0'})`
    }
    case 'among':
      return printAmong(plan, bind)
    default:
      return plan.target.type === 'attribute'
        ? printAttribute(plan.target.key, plan, bind)
        : printColumn(plan.target, plan, bind)
  }
}

/** In halves: SQLite refuses an expression that is a thousand deep, and takes `a OR b OR c` as one. */
function printJunction(parts: readonly Plan[], operator: string, bind: Bind): string {
  const [first, ...rest] = parts
  if (first === undefined) return operator === ' AND ' ? '1' : '0'
  if (rest.length === 0) return print(first, bind)
  const middle = parts.length >>> 1
  const left = printJunction(parts.slice(0, middle), operator, bind)
  const right = printJunction(parts.slice(middle), operator, bind)
  return `(${left}${operator}${right})`
}

function printAmong({ column, numbers }: AmongPlan, bind: Bind): string {
  const [only, ...others] = numbers
  if (only === undefined) return '0'
  if (others.length === 0) return `${column} = ${bind(only)}`
  return `${column} IN (SELECT value FROM json_each(${bind(JSON.stringify(numbers))}))`
}

/** Names of columns come from our own tables. */
function printColumn(
  { name, fieldType }: Extract<Target, { type: 'column' }>,
  plan: ValuePlan,
  bind: Bind,
): string {
  switch (plan.type) {
    case 'equals':
      return `${name} = ${bind(plan.text)} COLLATE NOCASE`
    case 'like':
      return `${name} LIKE ${bind(toLikePattern(plan.pieces))} ESCAPE '\\'`
    case 'matches':
      return `footlight_regexp(${name}, ${bind(plan.expression)})`
    case 'has':
      // In SQLite every number is less than every text, and so is none equal to an empty one.
      return `coalesce(${name} <> '', 0)`
    case 'compare':
      return fieldType === 'text' || fieldType === 'id'
        ? printTextComparison(() => name, plan, bind)
        : `${name} ${plan.operator} ${bind(plan.value)}`
  }
}

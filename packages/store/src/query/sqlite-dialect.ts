import type { SqlValue } from '../driver/database.ts'
import type { EqualsPlan, Plan, Target } from './plan.ts'

/** A condition and its parameters, in their order. Values are never part of the text. */
export interface Condition {
  readonly sql: string
  readonly values: readonly SqlValue[]
}

/** The one place where SQL is made of what somebody asked. */
export function toCondition(plan: Plan): Condition {
  const values: SqlValue[] = []
  const sql = print(plan, values)
  return { sql, values }
}

function print(plan: Plan, values: SqlValue[]): string {
  switch (plan.type) {
    case 'all':
      return '1'
    case 'none':
      return '0'
    case 'and':
    case 'or':
      return `(${plan.parts.map((part) => print(part, values)).join(plan.type === 'and' ? ' AND ' : ' OR ')})`
    case 'not':
      // A comparison with nothing is neither true nor false; "not" means "everything else".
      return `coalesce(NOT ${print(plan.part, values)}, 1)`
    case 'equals':
      return printEquals(plan, values)
    case 'compare':
      return printCompare(plan.target, plan.operator, plan.value, values)
    case 'like':
      return printLike(plan.target, plan.pieces, values)
    case 'matches': {
      const sql = printTarget(plan.target, values)
      values.push(plan.expression)
      return `footlight_regexp(${sql}, ?)`
    }
    case 'has':
      // In SQLite every number is less than every text, and so is none equal to an empty one.
      return `coalesce(${printTarget(plan.target, values)} <> '', 0)`
    case 'contains':
      return `(${plan.columns.map((column) => printContains(column, plan.pieces, values)).join(' OR ') || '0'})`
    case 'scope':
      return plan.numbers.length === 0 ? '0' : `scope IN (${plan.numbers.join(',')})`
    case 'trace':
      values.push(plan.number)
      return 'trace = ?'
  }
}

/** Column names come from our own tables; keys are parameters. */
function printTarget(target: Target, values: SqlValue[]): string {
  if (target.type === 'column') return target.name
  values.push(target.key)
  return isPlainKey(target.key)
    ? '(attributes ->> ?)'
    : '(SELECT value FROM json_each(attributes) WHERE key = ?)'
}

/** JSON's name of the value's type: its true comes out as 1. */
function printType(key: string, values: SqlValue[]): string {
  values.push(isPlainKey(key) ? `$."${key}"` : key)
  return isPlainKey(key)
    ? 'json_type(attributes, ?)'
    : '(SELECT type FROM json_each(attributes) WHERE key = ?)'
}

/** A key with quotes would end the path that SQLite makes of it. */
function isPlainKey(key: string): boolean {
  return !/["\\]/.test(key)
}

function printEquals({ target, text, number, truth }: EqualsPlan, values: SqlValue[]): string {
  if (target.type === 'column') {
    values.push(target.isId ? text.toLowerCase() : text)
    return target.isId ? `${target.name} = ?` : `${target.name} = ? COLLATE NOCASE`
  }
  const texts = printTarget(target, values)
  values.push(text)
  const parts = [`${texts} = ? COLLATE NOCASE`]
  if (number !== undefined) {
    const type = printType(target.key, values)
    const numbers = printTarget(target, values)
    values.push(number)
    parts.push(`(${type} IN ('integer', 'real') AND ${numbers} = ?)`)
  }
  if (truth !== undefined) parts.push(`${printType(target.key, values)} = '${String(truth)}'`)
  const list = printType(target.key, values)
  const entries = printTarget(target, values)
  values.push(text)
  parts.push(
    `(${list} = 'array' AND EXISTS (SELECT 1 FROM json_each(${entries}) WHERE CAST(value AS TEXT) = ? COLLATE NOCASE))`,
  )
  return `coalesce(${parts.join(' OR ')}, 0)`
}

/** SDKs send many numbers as text. */
const PLAIN_NUMBER = '^[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)(e[+-]?[0-9]+)?$'

function printCompare(target: Target, operator: string, value: number, values: SqlValue[]): string {
  if (target.type === 'column') {
    values.push(value)
    return `${target.name} ${operator} ?`
  }
  const type = printTarget(target, values)
  const looks = printTarget(target, values)
  const sql = printTarget(target, values)
  values.push(value)
  return `((typeof(${type}) <> 'text' OR footlight_regexp(${looks}, '${PLAIN_NUMBER}')) AND CAST(${sql} AS REAL) ${operator} ?)`
}

function printLike(target: Target, pieces: readonly string[], values: SqlValue[]): string {
  const sql = printTarget(target, values)
  values.push(pieces.map(escapeLike).join('%'))
  return `CAST(${sql} AS TEXT) LIKE ? ESCAPE '\\'`
}

function printContains(column: string, pieces: readonly string[], values: SqlValue[]): string {
  values.push(`%${pieces.map(escapeLike).join('%')}%`)
  return `coalesce(${column} LIKE ? ESCAPE '\\', 0)`
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (character) => `\\${character}`)
}

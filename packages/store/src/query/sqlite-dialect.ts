import type { SqlValue } from '../driver/database.ts'
import type { Plan, Target } from './plan.ts'

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
      return printEquals(plan.target, plan.text, values)
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
      return `${printTarget(plan.target, values)} IS NOT NULL`
    case 'contains':
      return `(${plan.columns.map((column) => printContains(column, plan.pieces, values)).join(' OR ') || '0'})`
    case 'scope':
      return plan.numbers.length === 0
        ? '0'
        : `scope IN (${plan.numbers.map((number) => Number(number)).join(',')})`
    case 'trace':
      values.push(plan.number)
      return 'trace = ?'
  }
}

/** Column names come from our own tables; keys are parameters. */
function printTarget(target: Target, values: SqlValue[]): string {
  if (target.type === 'column') return target.name
  values.push(target.key)
  // A key with quotes would end the path that SQLite makes of it.
  return /["\\]/.test(target.key)
    ? '(SELECT value FROM json_each(attributes) WHERE key = ?)'
    : '(attributes ->> ?)'
}

function printEquals(target: Target, text: string, values: SqlValue[]): string {
  if (target.type === 'column') {
    values.push(target.isId ? text.toLowerCase() : text)
    return target.isId ? `${target.name} = ?` : `${target.name} = ? COLLATE NOCASE`
  }
  const sql = printTarget(target, values)
  values.push(text)
  const parts = [`CAST(${sql} AS TEXT) = ? COLLATE NOCASE`]
  // JSON's true comes out as 1.
  const truth = { true: 1, false: 0 }[text.toLowerCase()]
  if (truth !== undefined) {
    parts.push(
      `(json_type(attributes, ${printPath(target.key, values)}) = '${text.toLowerCase()}')`,
    )
  }
  const list = printTarget(target, values)
  const path = printPath(target.key, values)
  values.push(text)
  parts.push(
    `(substr(${list}, 1, 1) = '[' AND EXISTS (SELECT 1 FROM json_each(attributes, ${path}) WHERE CAST(value AS TEXT) = ? COLLATE NOCASE))`,
  )
  return `(${parts.join(' OR ')})`
}

function printPath(key: string, values: SqlValue[]): string {
  values.push(`$."${key.replaceAll('"', '')}"`)
  return '?'
}

function printCompare(target: Target, operator: string, value: number, values: SqlValue[]): string {
  if (target.type === 'column') {
    values.push(value)
    return `${target.name} ${operator} ?`
  }
  const type = printTarget(target, values)
  const looks = printTarget(target, values)
  const sql = printTarget(target, values)
  values.push(value)
  return `((typeof(${type}) <> 'text' OR ${looks} GLOB '[0-9.+-]*') AND CAST(${sql} AS REAL) ${operator} ?)`
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

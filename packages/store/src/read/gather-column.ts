import type { Json } from 'protocol'
import type { SqlValue } from '../driver/database.ts'
import { toField } from '../query/field.ts'
import type { Field } from '../query/field.ts'
import type { Source } from '../query/source.ts'
import { toJsonPath } from '../query/sqlite-attribute.ts'
import { readWritten } from '../written-json.ts'
import type { ReadContext } from './context.ts'
import type { Measure } from './stat.ts'

/** One of the values that are gathered of every row. */
export interface GatherColumn {
  readonly sql: string
  readonly values: readonly SqlValue[]
  readonly toJson: (value: SqlValue) => Json
}

const nothing: GatherColumn = { sql: 'NULL', values: [], toJson: () => null }

function toPlain(value: SqlValue): Json {
  if (typeof value === 'bigint') return Number(value)
  return typeof value === 'string' || typeof value === 'number' ? value : null
}

function toTruth(value: SqlValue): Json {
  return value === null ? null : Number(value) === 1
}

/** What rows are told apart by. Rows know scopes and traces by number; people know them by name. */
export function toGroupColumn(context: ReadContext, source: Source, name: string): GatherColumn {
  const field = toField(source, name, false)
  if (source.name === 'trace' && name === 'service') return toServicesColumn(context)
  switch (field.type) {
    case 'none':
    case 'tab':
      return nothing
    case 'scope':
    case 'trace':
    case 'issue':
      return { sql: field.type, values: [], toJson: (value) => toName(context, field, value) }
    default:
  }
  const { target } = field
  if (target.type === 'column') {
    return { sql: target.name, values: [], toJson: field.type === 'boolean' ? toTruth : toPlain }
  }
  return {
    sql: '(attributes -> ?)',
    values: [toJsonPath(target.key)],
    toJson: (value) => (value === null ? null : readWritten<Json>(value)),
  }
}

/** A trace is of all the services that it went through. */
function toServicesColumn({ origins }: ReadContext): GatherColumn {
  return {
    sql: 'scopes',
    values: [],
    toJson: (value) =>
      origins.servicesOf(readWritten<readonly number[]>(value)).toSorted().join(', ') || null,
  }
}

/** What of a row is measured. Truths are no numbers, texts may be. */
export function toMeasureColumn(type: Measure['type'], field: Field): GatherColumn {
  if (field.type === 'none' || field.type === 'tab') return nothing
  if (!('target' in field)) {
    return type === 'presence' ? { sql: field.type, values: [], toJson: toPlain } : nothing
  }
  const { target } = field
  if (target.type === 'column') {
    const sql =
      field.type === 'boolean' && type === 'number' ? 'NULL' : `nullif(${target.name}, '')`
    return { sql, values: [], toJson: toPlain }
  }
  const path = toJsonPath(target.key)
  if (type === 'presence') {
    return { sql: `nullif(attributes ->> ?, '')`, values: [path], toJson: toPlain }
  }
  const sql = `CASE json_type(attributes, ?) WHEN 'true' THEN NULL WHEN 'false' THEN NULL
    ELSE (attributes ->> ?) END`
  return { sql, values: [path, path], toJson: toPlain }
}

function toName(
  { origins, database }: ReadContext,
  field: Extract<Field, { type: 'scope' | 'trace' | 'issue' }>,
  value: SqlValue,
): Json {
  if (value === null) return null
  if (field.type === 'scope') return origins.nameOf(Number(value), field.column) ?? null
  const column = field.type === 'trace' ? 'trace_id' : 'id'
  const row = database.get(`SELECT ${column} AS id FROM ${field.type} WHERE no = ?`, [value])
  return row === undefined ? null : String(row['id'])
}

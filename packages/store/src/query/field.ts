import type { FieldType } from '../table/column.ts'
import type { Target } from './plan.ts'
import { toTarget } from './source.ts'
import type { Source, SourceColumn } from './source.ts'

/** What a key of a query means for one source. */
export type Field =
  | { readonly type: FieldType; readonly target: Target }
  /** A column of the scope: `service:web` asks which scopes are called so. */
  | { readonly type: 'scope'; readonly column: string }
  | { readonly type: 'trace' }
  | { readonly type: 'issue' }
  /** Of a browser: what happened in traces that its pages told of is of it. */
  | { readonly type: 'tab' }
  /** A source that has no attributes has no such field. */
  | { readonly type: 'none' }

const scopeFields: Readonly<Record<string, string>> = {
  project: 'project',
  service: 'service',
  'service.name': 'service',
  environment: 'environment',
  release: 'release',
  dist: 'dist',
  server: 'server_name',
  server_name: 'server_name',
  platform: 'platform',
  sdk: 'sdk',
  'sdk.name': 'sdk',
  'sdk.version': 'sdk_version',
  run: 'run',
}

const traceFields: ReadonlySet<string> = new Set(['trace', 'trace_id', 'traceId', 'trace.id'])
const issueFields: ReadonlySet<string> = new Set(['issue', 'issue.id', 'issueId'])

/** The field of a key, by which rows are grouped and measured. */
export function toField(source: Source, key: string, isTag: boolean): Field {
  const [own] = isTag ? [] : findColumns(source, key)
  return own === undefined ? toForeignField(source, key, isTag) : toOwnField(source, own)
}

/** Everything that a query asks by a key: what an exception says is as good as a message. */
export function toFields(source: Source, key: string, isTag: boolean): readonly Field[] {
  const own = isTag ? [] : findColumns(source, key)
  return own.length === 0
    ? [toForeignField(source, key, isTag)]
    : own.map((column) => toOwnField(source, column))
}

function toOwnField({ words }: Source, column: SourceColumn): Field {
  return { type: column.type, target: toTarget(column, words) }
}

/** What no column is called is an attribute. */
function toForeignField(source: Source, key: string, isTag: boolean): Field {
  if (!isTag && Object.hasOwn(scopeFields, key) && (source.isRecord || source.name === 'arrival')) {
    return { type: 'scope', column: scopeFields[key] ?? key }
  }
  if (!source.isRecord) return { type: 'none' }
  if (!isTag && traceFields.has(key)) return { type: 'trace' }
  if (!isTag && source.name === 'event' && issueFields.has(key)) return { type: 'issue' }
  if (!isTag && key === 'tab') return { type: 'tab' }
  return { type: 'text', target: { type: 'attribute', key } }
}

/** The unit of a field, as the query language calls it. */
export function toUnitName(type: Field['type']): string | undefined {
  switch (type) {
    case 'duration':
      return 'millisecond'
    case 'size':
      return 'byte'
    case 'time':
      return 'time'
    default:
      return undefined
  }
}

/** Columns are also called as the read API calls its fields: `spanId` is `span_id`. */
export function findColumns({ columns }: Source, key: string): readonly SourceColumn[] {
  const snake = key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  const called = columns.filter(({ name, aliases }) => name === key || aliases.includes(key))
  return called.length > 0 ? called : columns.filter(({ name }) => name === snake)
}

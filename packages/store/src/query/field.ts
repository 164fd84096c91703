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

/** The field of a key; what no column is called is an attribute. */
export function toField(source: Source, key: string, isTag: boolean): Field {
  const own = isTag ? undefined : findColumn(source, key)
  if (own !== undefined) return { type: own.type, target: toTarget(own, source.words) }
  if (!isTag && Object.hasOwn(scopeFields, key) && (source.isRecord || source.name === 'arrival')) {
    return { type: 'scope', column: scopeFields[key] ?? key }
  }
  if (!source.isRecord) return { type: 'none' }
  if (!isTag && traceFields.has(key)) return { type: 'trace' }
  if (!isTag && source.name === 'event' && issueFields.has(key)) return { type: 'issue' }
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
export function findColumn({ columns }: Source, key: string): SourceColumn | undefined {
  const snake = key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  return (
    columns.find(({ name, aliases }) => name === key || aliases.includes(key)) ??
    columns.find(({ name }) => name === snake)
  )
}

import { toTableName } from '../schema/schema.ts'
import type { Column, FieldType } from '../table/column.ts'
import { eventColumns, tableNames, tables } from '../table/tables.ts'
import type { TableName } from '../table/tables.ts'
import type { Plan, Target } from './plan.ts'

/** Everything a query can be about: the tables of records, and what the store makes of them. */
export type SourceName = TableName | 'arrival' | 'trace' | 'issue'

export interface SourceColumn {
  readonly name: string
  readonly type: FieldType
  readonly aliases: readonly string[]
  /** Where it is more than the column's name. */
  readonly sql?: string
}

export interface Source {
  readonly name: SourceName
  readonly table: string
  readonly columns: readonly SourceColumn[]
  readonly words: readonly string[]
  /** What `is:` can ask. */
  readonly states: Readonly<Record<string, Plan>>
  /** Which rows are shown at all. */
  readonly listed?: string
  /** Rows of records have a time, a trace, a scope and attributes. */
  readonly isRecord: boolean
}

function column(name: string, type: FieldType, ...aliases: readonly string[]): SourceColumn {
  return { name, type, aliases }
}

export function toTarget({ name, type, sql }: SourceColumn, words: readonly string[]): Target {
  return { type: 'column', name: sql ?? name, fieldType: type, hasWords: words.includes(name) }
}

function equals(name: string, value: number): Plan {
  const target = toTarget({ name, type: 'number', aliases: [] }, [])
  return { type: 'compare', target, operator: '=', value }
}

const made: readonly Source[] = [
  {
    name: 'arrival',
    table: 'arrival',
    columns: [
      column('id', 'id', 'envelope'),
      column('time', 'time', 'received_at', 'timestamp'),
      column('format', 'text'),
      column('channel', 'text'),
      column('content_type', 'text'),
      column('size', 'size'),
      column('items', 'text', 'type', 'item'),
      column('problems', 'text', 'problem'),
    ].map((entry) => (entry.name === 'time' ? { ...entry, sql: 'received_at' } : entry)),
    words: ['items', 'problems', 'header'],
    states: { damaged: { type: 'has', target: toTarget(column('problems', 'text'), []) } },
    isRecord: false,
  },
  {
    name: 'trace',
    table: 'trace',
    columns: [
      column('trace_id', 'id', 'trace', 'traceId', 'id'),
      column('name', 'text', 'transaction', 'trace.name'),
      column('op', 'text', 'trace.op'),
      column('status', 'text', 'trace.status'),
      { ...column('start', 'time', 'time', 'timestamp') },
      { ...column('duration', 'duration', 'trace.duration'), sql: '(end - start)' },
      column('span_count', 'number'),
      column('error_count', 'number'),
      column('log_count', 'number'),
      { ...column('sample_rate', 'number'), sql: "json_extract(sampling, '$.rate')" },
    ],
    words: ['name'],
    // A metric alone names its trace as well.
    listed: 'span_count + error_count + log_count > 0',
    states: { pinned: equals('is_pinned', 1) },
    isRecord: false,
  },
  {
    name: 'issue',
    table: 'issue',
    columns: [
      column('id', 'id', 'issue', 'issue.id'),
      column('kind', 'text'),
      column('title', 'text'),
      column('type', 'text', 'error.type'),
      column('value', 'text', 'error.value', 'message'),
      column('culprit', 'text'),
      column('level', 'text'),
      column('count', 'number', 'times_seen'),
      column('first_seen', 'time', 'age'),
      column('last_seen', 'time', 'time'),
    ],
    words: ['title', 'value', 'culprit'],
    states: {},
    isRecord: false,
  },
]

function toRecordSource(name: TableName): Source {
  const { columns, words } = tables[name]
  const own: readonly SourceColumn[] = (columns as readonly Column<never>[]).map((entry) => ({
    name: entry.name,
    type: entry.type,
    aliases: entry.aliases,
  }))
  const more = name === 'event' ? eventColumns.filter((entry) => entry.name !== 'issue') : []
  return {
    name,
    table: toTableName(name),
    columns: [...own, ...more, column('time', 'time', 'timestamp', 'start')],
    words,
    states: states[name] ?? {},
    isRecord: true,
  }
}

function isHandled(truth: boolean): Plan {
  const target: Target = { type: 'attribute', key: 'error.handled' }
  return { type: 'equals', target, text: String(truth), number: undefined, truth }
}

const states: Partial<Readonly<Record<TableName, Readonly<Record<string, Plan>>>>> = {
  event: {
    unhandled: isHandled(false),
    handled: isHandled(true),
  },
  span: { segment: equals('is_segment', 1), transaction: equals('is_segment', 1) },
}

const all: ReadonlyMap<SourceName, Source> = new Map(
  [...made, ...tableNames.map(toRecordSource)].map((source) => [source.name, source]),
)

export function toSource(name: SourceName): Source {
  const source = all.get(name)
  // The map is made of every name.
  if (source === undefined) throw new Error(`no source ${name}`)
  return source
}

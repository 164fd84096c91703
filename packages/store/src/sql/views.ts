import { toTableName } from '../schema/schema.ts'

/** A view that may be asked with SQL: its columns are a promise, the tables behind it are not. */
export interface SqlView {
  readonly name: string
  readonly description: string
  readonly columns: Readonly<Record<string, string>>
  readonly sql: string
}

/**
 * Called for some rows of whatever is read: throws when time is up. Between two calls are so many
 * rows that it costs nothing, and so few that nobody waits.
 */
export const deadlineFunction = 'footlight_deadline'
const GUARD = `(t.no % 256 <> 0 OR ${deadlineFunction}(t.no))`

interface Definition {
  readonly name: string
  readonly kind: string
  readonly description: string
  /** Column, what it is, and how it is made where that is another name. */
  readonly columns: readonly (readonly [string, string, string?])[]
}

const trace = ['trace_id', 'text', '(SELECT trace_id FROM trace WHERE trace.no = t.trace)'] as const
const service = ['service', 'text', '(SELECT service FROM scope WHERE scope.no = t.scope)'] as const
const environment = [
  'environment',
  'text',
  '(SELECT environment FROM scope WHERE scope.no = t.scope)',
] as const
const release = ['release', 'text', '(SELECT release FROM scope WHERE scope.no = t.scope)'] as const
const attributes = ['attributes', "JSON: attributes ->> 'http.route'"] as const
const time = ['time', 'ms since the epoch'] as const

const definitions: readonly Definition[] = [
  {
    name: 'spans',
    kind: 'span',
    description: 'one row per span',
    columns: [
      trace,
      ['span_id', 'text'],
      ['parent_id', 'text'],
      ['is_segment', '1: the root of what one service did'],
      ['op', 'text'],
      ['name', 'text'],
      ['segment', 'name of its segment'],
      ['start', 'ms since the epoch', 'time'],
      ['duration_ms', 'number', 'duration'],
      ['status', 'text'],
      service,
      environment,
      release,
      attributes,
    ],
  },
  {
    name: 'logs',
    kind: 'log',
    description: 'one row per log line',
    columns: [
      time,
      ['level', 'text'],
      ['body', 'text'],
      ['template', 'text'],
      trace,
      ['span_id', 'text'],
      service,
      environment,
      release,
      attributes,
    ],
  },
  {
    name: 'events',
    kind: 'event',
    description: 'one row per error or message',
    columns: [
      ['event_id', 'text'],
      ['issue_id', 'text', '(SELECT id FROM issue WHERE issue.no = t.issue)'],
      time,
      ['level', 'text'],
      ['title', 'text'],
      ['message', 'text'],
      ['type', 'of the exception'],
      ['value', 'of the exception'],
      ['culprit', 'where'],
      ['transaction_name', 'text'],
      trace,
      ['span_id', 'text'],
      service,
      environment,
      release,
      attributes,
    ],
  },
  {
    name: 'issues',
    kind: 'issue',
    description: 'one row per group of events, or finding',
    columns: [
      ['id', 'text'],
      ['kind', 'error, or a detector'],
      ['title', 'text'],
      ['type', 'text'],
      ['value', 'text'],
      ['culprit', 'text'],
      ['level', 'text'],
      ['count', 'number'],
      ['first_seen', 'ms since the epoch'],
      ['last_seen', 'ms since the epoch'],
      ['is_muted', '0 or 1'],
      ['resolved_at', 'ms since the epoch'],
    ],
  },
  {
    name: 'traces',
    kind: 'trace',
    description: 'one row per trace',
    columns: [
      ['trace_id', 'text'],
      ['name', 'text'],
      ['op', 'text'],
      ['status', 'text'],
      ['start', 'ms since the epoch'],
      ['duration_ms', 'number', 'end - start'],
      ['span_count', 'number'],
      ['error_count', 'number'],
      ['log_count', 'number'],
      ['sample_rate', 'from 0 to 1', "json_extract(sampling, '$.rate')"],
    ],
  },
  {
    name: 'metrics',
    kind: 'metric',
    description: 'one row per measurement',
    columns: [
      time,
      ['name', 'text'],
      ['type', 'text'],
      ['value', 'number'],
      ['unit', 'text'],
      trace,
      ['span_id', 'text'],
      service,
      attributes,
    ],
  },
  {
    name: 'edits',
    kind: 'edit',
    description: 'one row per save while the dev server ran',
    columns: [time, ['file', 'text'], ['change', 'text'], ['effect', 'text'], ['line', 'number']],
  },
  {
    name: 'pages',
    kind: 'page_load',
    description: 'one row per page load; vitals are attributes',
    columns: [
      time,
      ['url', 'text'],
      ['navigation', 'text'],
      ['duration_ms', 'number', 'duration'],
      trace,
      attributes,
    ],
  },
  {
    name: 'findings',
    kind: 'finding',
    description: 'one row per thing a detector saw',
    columns: [
      time,
      ['detector', 'text'],
      ['title', 'text'],
      ['level', 'text'],
      trace,
      ['evidence', 'JSON', 'attributes'],
    ],
  },
  {
    name: 'arrivals',
    kind: 'arrival',
    description: 'one row per request that was taken in',
    columns: [
      ['id', 'text'],
      ['received_at', 'ms since the epoch'],
      ['format', 'text'],
      ['channel', 'text'],
      ['size', 'bytes'],
      ['project', 'text', '(SELECT project FROM scope WHERE scope.no = t.scope)'],
      service,
    ],
  },
]

export const sqlViews: readonly SqlView[] = definitions.map(
  ({ name, kind, description, columns }) => ({
    name,
    description,
    columns: Object.fromEntries(columns.map(([column, meaning]) => [column, meaning])),
    sql: `CREATE TEMP VIEW ${name} AS SELECT ${columns
      .map(([column, , made]) => (made === undefined ? `t.${column}` : `${made} AS ${column}`))
      .join(', ')} FROM ${toTableName(kind)} AS t WHERE ${GUARD}`,
  }),
)

import { toSqlType } from '../table/column.ts'
import { commonColumns } from '../table/table.ts'
import { tables } from '../table/tables.ts'

/** What there is beside one table for each kind. */
const fixed: readonly string[] = [
  // Where reading of the log has come to, and other single values.
  'CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID',

  // One request each. Place and length say where in the log its bytes are.
  `CREATE TABLE arrival (
    no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, received_at REAL NOT NULL,
    format TEXT NOT NULL, channel TEXT NOT NULL, content_type TEXT, content_encoding TEXT,
    size INTEGER NOT NULL, segment INTEGER NOT NULL, place INTEGER NOT NULL, length INTEGER NOT NULL,
    generation INTEGER NOT NULL DEFAULT 0, file TEXT, parameters TEXT, scope INTEGER NOT NULL, header TEXT, items TEXT, problems TEXT)`,

  // Who said it: project, service, environment, release, SDK, run. Few, shared by all rows.
  `CREATE TABLE scope (
    no INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, project TEXT, public_key TEXT, service TEXT,
    environment TEXT, release TEXT, dist TEXT, server_name TEXT, platform TEXT, sdk TEXT,
    sdk_version TEXT, run TEXT)`,

  // A summary of each trace, kept up with every batch.
  `CREATE TABLE trace (
    no INTEGER PRIMARY KEY, trace_id TEXT NOT NULL UNIQUE, start REAL NOT NULL, end REAL NOT NULL,
    name TEXT NOT NULL, op TEXT NOT NULL, status TEXT, root TEXT, root_rank INTEGER NOT NULL,
    span_count INTEGER NOT NULL, error_count INTEGER NOT NULL, log_count INTEGER NOT NULL,
    scopes TEXT NOT NULL, received_at REAL NOT NULL, is_pinned INTEGER NOT NULL DEFAULT 0,
    tab TEXT, sampling TEXT)`,

  `CREATE TABLE issue (
    no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, key TEXT NOT NULL,
    title TEXT NOT NULL, type TEXT, value TEXT, culprit TEXT, level TEXT NOT NULL,
    count INTEGER NOT NULL, first_seen REAL NOT NULL, last_seen REAL NOT NULL,
    first_received REAL NOT NULL, last_received REAL NOT NULL, scopes TEXT NOT NULL,
    first_edit INTEGER, run TEXT, is_pinned INTEGER NOT NULL DEFAULT 0,
    is_muted INTEGER NOT NULL DEFAULT 0, acknowledged_at REAL, resolved_at REAL)`,

  // What a person decided of an issue that is evicted: it holds when the issue comes back.
  `CREATE TABLE verdict (
    id TEXT PRIMARY KEY, is_muted INTEGER NOT NULL, resolved_at REAL) WITHOUT ROWID`,

  // What every so many rows of a table have in common: a query skips what cannot match.
  `CREATE TABLE block (
    no INTEGER PRIMARY KEY, source TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
    facts TEXT NOT NULL, filter BLOB)`,

  // Keys that were ever seen, with their most frequent values.
  `CREATE TABLE attribute (
    source TEXT NOT NULL, key TEXT NOT NULL, type TEXT NOT NULL, count INTEGER NOT NULL,
    top TEXT NOT NULL, PRIMARY KEY (source, key)) WITHOUT ROWID`,

  `CREATE TABLE loss (
    service TEXT NOT NULL, blame TEXT NOT NULL, reason TEXT NOT NULL, category TEXT NOT NULL,
    quantity INTEGER NOT NULL, PRIMARY KEY (service, blame, reason, category)) WITHOUT ROWID`,

  // What was on its way to production, by day: kept when the telemetry itself is evicted.
  `CREATE TABLE quota (
    day TEXT NOT NULL, service TEXT NOT NULL, host TEXT NOT NULL, policy TEXT NOT NULL,
    category TEXT NOT NULL, quantity INTEGER NOT NULL, bytes INTEGER NOT NULL,
    PRIMARY KEY (day, service, host, policy, category)) WITHOUT ROWID`,

  'CREATE TABLE tally (name TEXT PRIMARY KEY, quantity INTEGER NOT NULL) WITHOUT ROWID',
]

/** What is looked up rather than searched. Everything else is found through blocks. */
const indexes: readonly string[] = [
  'CREATE UNIQUE INDEX span_identity ON span (trace, span_id)',
  'CREATE INDEX log_trace ON log (trace) WHERE trace IS NOT NULL',
  'CREATE INDEX metric_trace ON metric (trace) WHERE trace IS NOT NULL',
  'CREATE INDEX event_trace ON event (trace) WHERE trace IS NOT NULL',
  'CREATE UNIQUE INDEX event_identity ON event (event_id)',
  'CREATE INDEX event_issue ON event (issue)',
  'CREATE INDEX transaction_trace ON transaction_ (trace)',
  'CREATE UNIQUE INDEX transaction_identity ON transaction_ (event_id)',
  'CREATE INDEX finding_trace ON finding (trace) WHERE trace IS NOT NULL',
  'CREATE INDEX arrival_segment ON arrival (segment)',
  'CREATE INDEX arrival_time ON arrival (received_at)',
  'CREATE INDEX issue_seen ON issue (last_seen)',
  'CREATE INDEX trace_end ON trace (end)',
  'CREATE INDEX trace_tab ON trace (tab) WHERE tab IS NOT NULL',
  'CREATE INDEX edit_time ON edit (time)',
  'CREATE INDEX attachment_event ON attachment (event_id)',
  'CREATE INDEX feedback_event ON feedback (event_id)',
  'CREATE INDEX page_load_identity ON page_load (page_id)',
  'CREATE INDEX replay_identity ON replay (replay_id)',
  'CREATE INDEX recording_replay ON replay_recording (replay_id)',
  'CREATE INDEX video_replay ON replay_video (replay_id)',
  'CREATE INDEX profile_trace ON profile (trace) WHERE trace IS NOT NULL',
]

/** `transaction` is a word of SQL. */
export function toTableName(kind: string): string {
  return kind === 'transaction' ? 'transaction_' : kind
}

/** Everything a new database is made of. */
export function toSchema(): readonly string[] {
  const kinds = Object.entries(tables).map(([kind, { columns }]) => {
    const own = columns.map(({ name, type }) => `${name} ${toSqlType(type)}`)
    const more = kind === 'event' ? ['issue INTEGER', 'culprit TEXT'] : []
    const all = [...commonColumns.map(([name, type]) => `${name} ${type}`), ...own, ...more]
    return `CREATE TABLE ${toTableName(kind)} (${all.join(', ')})`
  })
  return [...fixed, ...kinds, ...indexes]
}

import { inTransaction } from '../driver/database.ts'
import type { Database } from '../driver/database.ts'
import { toSchema } from './schema.ts'

/** Lifts a database of one version to the next. */
export type Migration = (database: Database) => void

/** Migration n lifts version n to n + 1; version 0 is an empty file. */
const migrations: readonly Migration[] = [
  (database) => {
    for (const sql of toSchema()) database.exec(sql)
  },
  // Copies of one transaction had rows of their own.
  (database) => {
    database.exec(`DELETE FROM transaction_ WHERE no NOT IN
      (SELECT min(no) FROM transaction_ GROUP BY event_id)`)
    database.exec(`UPDATE block SET facts = json_set(facts, '$.count',
        (SELECT count(*) FROM transaction_ WHERE no BETWEEN block.first AND block.last))
      WHERE source = 'transaction'`)
    database.exec(
      'CREATE UNIQUE INDEX IF NOT EXISTS transaction_identity ON transaction_ (event_id)',
    )
  },
  // Which tab told of it first.
  (database) => {
    const columns = database.all('PRAGMA table_info(trace)', []).map((row) => row['name'])
    if (!columns.includes('tab')) database.exec('ALTER TABLE trace ADD COLUMN tab TEXT')
    database.exec('CREATE INDEX IF NOT EXISTS trace_tab ON trace (tab) WHERE tab IS NOT NULL')
  },
  // What its head decided.
  (database) => {
    const columns = database.all('PRAGMA table_info(trace)', []).map((row) => row['name'])
    if (!columns.includes('sampling')) database.exec('ALTER TABLE trace ADD COLUMN sampling TEXT')
  },
]

export type MigrationOutcome = 'current' | 'migrated' | 'newer'

/** Brings a database to this version. One that a newer Footlight wrote is left alone. */
export function migrate(
  database: Database,
  steps: readonly Migration[] = migrations,
): MigrationOutcome {
  const version = Number(database.get('PRAGMA user_version', [])?.['user_version'] ?? 0)
  if (version > steps.length) return 'newer'
  if (version === steps.length) return 'current'
  inTransaction(database, () => {
    for (const step of steps.slice(version)) step(database)
    database.exec(`PRAGMA user_version = ${steps.length}`)
  })
  return 'migrated'
}

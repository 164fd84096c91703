import type { Database, SqlRow } from '../driver/database.ts'
import { toTableName } from '../schema/schema.ts'
import { tableNames } from '../table/tables.ts'
import type { TableName } from '../table/tables.ts'
import { removeUnusedScopes } from './unused-scopes.ts'

/** What to remove: whole traces, and what belongs to none. Pinned traces and issues always stay. */
export interface Eviction {
  /** Arrivals before this number are old enough. */
  readonly beforeArrival: number
  /** Only of these scopes; `undefined`: of all. */
  readonly scopes: readonly number[] | undefined
}

export interface Evicted {
  readonly rows: Readonly<Partial<Record<TableName, number>>>
  /** Segments that hold nothing any more. */
  readonly emptySegments: readonly number[]
  /** Segments of which some arrivals are gone. */
  readonly touchedSegments: readonly number[]
  /** Large bodies whose arrival is gone. */
  readonly files: readonly string[]
}

/** Removes rows within the caller's transaction. A trace goes as a whole or not at all. */
export function evict(database: Database, eviction: Eviction): Evicted {
  const { beforeArrival, scopes } = eviction
  database.exec('CREATE TEMP TABLE IF NOT EXISTS gone_trace (no INTEGER PRIMARY KEY)')
  database.exec('DELETE FROM temp.gone_trace')
  database.run(toTraceSql(scopes), [beforeArrival])
  const rows: Partial<Record<TableName, number>> = {}
  for (const name of tableNames) {
    const count = removeRows(database, name, eviction)
    if (count > 0) rows[name] = count
  }
  database.run('DELETE FROM trace WHERE no IN (SELECT no FROM temp.gone_trace)', [])
  const isGone = 'is_pinned = 0 AND NOT EXISTS (SELECT 1 FROM event WHERE event.issue = issue.no)'
  database.run(
    `INSERT OR REPLACE INTO verdict SELECT id, is_muted, resolved_at FROM issue
      WHERE (is_muted = 1 OR resolved_at IS NOT NULL) AND ${isGone}`,
    [],
  )
  database.run(`DELETE FROM issue WHERE ${isGone}`, [])
  mendBlocks(database, beforeArrival)
  const arrivals = removeArrivals(database, eviction)
  removeUnusedScopes(database)
  return { rows, ...arrivals }
}

/**
 * Traces that had nothing new since, none of whose events belongs to a pinned issue. With scopes,
 * only traces that lie wholly within them.
 */
function toTraceSql(scopes: readonly number[] | undefined): string {
  const within =
    scopes === undefined
      ? ''
      : `AND NOT EXISTS (SELECT 1 FROM json_each(trace.scopes) WHERE value NOT IN (${toNumbers(scopes)}))`
  return `INSERT INTO temp.gone_trace SELECT no FROM trace
    WHERE is_pinned = 0
      AND received_at < coalesce((SELECT received_at FROM arrival WHERE no >= ? ORDER BY no LIMIT 1), 9e99)
      AND NOT EXISTS (SELECT 1 FROM event JOIN issue ON issue.no = event.issue
        WHERE event.trace = trace.no AND issue.is_pinned = 1) ${within}`
}

/** Rows of these kinds are looked up by trace; the others have none or are few. */
function removeRows(
  database: Database,
  name: TableName,
  { beforeArrival, scopes }: Eviction,
): number {
  const table = toTableName(name)
  const pinned =
    name === 'event' ? 'AND issue NOT IN (SELECT no FROM issue WHERE is_pinned = 1)' : ''
  const scoped = scopes === undefined ? '' : `AND scope IN (${toNumbers(scopes)})`
  const last = readLastRow(database, name, beforeArrival)
  const byTrace = database.run(
    `DELETE FROM ${table} WHERE trace IN (SELECT no FROM temp.gone_trace) ${pinned}`,
    [],
  )
  const alone = database.run(
    `DELETE FROM ${table} WHERE no <= ? AND trace IS NULL AND arrival < ? ${scoped} ${pinned}`,
    [last, beforeArrival],
  )
  return byTrace + alone
}

/** Rows are numbered as they come: those of old arrivals are the first, up to this one. */
function readLastRow(database: Database, name: TableName, beforeArrival: number): number {
  const block = database.get(
    `SELECT max(last) AS last FROM block
        WHERE source = ? AND json_extract(facts, '$.arrival[0]') < ?`,
    [name, beforeArrival],
  )
  const open = database.get(
    `SELECT max(no) AS no FROM ${toTableName(name)}
      WHERE no > coalesce((SELECT max(last) FROM block WHERE source = ?), 0) AND arrival < ?`,
    [name, beforeArrival],
  )
  return Math.max(Number(block?.['last'] ?? 0), Number(open?.['no'] ?? 0))
}

/** Blocks without rows go; the others count again. */
function mendBlocks(database: Database, beforeArrival: number): void {
  const blocks = database.all(
    `SELECT no, source, first, last FROM block WHERE json_extract(facts, '$.arrival[0]') < ?`,
    [beforeArrival],
  )
  const remove = database.prepare('DELETE FROM block WHERE no = ?')
  const update = database.prepare(
    `UPDATE block SET facts = json_set(facts, '$.count', ?) WHERE no = ?`,
  )
  for (const block of blocks) {
    const count = countRows(database, block)
    if (count === 0) remove.run([block['no'] ?? 0])
    else update.run([count, block['no'] ?? 0])
  }
}

function countRows(database: Database, { source, first, last }: SqlRow): number {
  const name = tableNames.find((table) => table === source)
  if (name === undefined) return 0
  const row = database.get(
    `SELECT count(*) AS n FROM ${toTableName(name)} WHERE no BETWEEN ? AND ?`,
    [first ?? 0, last ?? 0],
  )
  return Number(row?.['n'] ?? 0)
}

/** Arrivals of which no row is left. A copy never had one: it is its sender's all the same. */
function removeArrivals(
  database: Database,
  { beforeArrival, scopes }: Eviction,
): Pick<Evicted, 'emptySegments' | 'touchedSegments' | 'files'> {
  database.exec('CREATE TEMP TABLE IF NOT EXISTS kept_arrival (no INTEGER PRIMARY KEY)')
  database.exec('DELETE FROM temp.kept_arrival')
  for (const name of tableNames) {
    database.run(
      `INSERT OR IGNORE INTO temp.kept_arrival SELECT DISTINCT arrival FROM ${toTableName(name)}
        WHERE no <= ? AND arrival < ?`,
      [readLastRow(database, name, beforeArrival), beforeArrival],
    )
  }
  const scoped = scopes === undefined ? '' : `AND scope IN (${toNumbers(scopes)})`
  const gone = `no < ? AND no NOT IN (SELECT no FROM temp.kept_arrival) ${scoped}`
  const before = database.all(`SELECT segment, file FROM arrival WHERE ${gone}`, [beforeArrival])
  database.run(`DELETE FROM arrival WHERE ${gone}`, [beforeArrival])
  const segments = [...new Set(before.map((row) => Number(row['segment'])))]
  const isEmpty = database.prepare('SELECT 1 FROM arrival WHERE segment = ? LIMIT 1')
  const emptySegments = segments.filter((segment) => isEmpty.get([segment]) === undefined)
  return {
    emptySegments,
    touchedSegments: segments.filter((segment) => !emptySegments.includes(segment)),
    files: before.flatMap(({ file }) => (typeof file === 'string' ? [file] : [])),
  }
}

/** Numbers are ours. */
function toNumbers(numbers: readonly number[]): string {
  return numbers.map(Number).join(',')
}

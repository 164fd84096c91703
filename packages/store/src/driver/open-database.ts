import type { Database, DatabaseOptions, DriverName } from './database.ts'
import { findNodeSqlite, openNodeSqlite } from './node-sqlite.ts'
import { openWasmSqlite } from './wasm-sqlite.ts'

/** Opens with Node's SQLite where there is one; a test may ask for the other. */
export async function openDatabase(
  options: DatabaseOptions,
  driver?: DriverName,
): Promise<Database> {
  const nodeSqlite = driver === 'wasm' ? undefined : findNodeSqlite()
  const database = nodeSqlite ? openNodeSqlite(nodeSqlite, options) : await openWasmSqlite(options)
  for (const pragma of toPragmas(database, options)) database.exec(pragma)
  return database
}

/**
 * Answered bytes are in the log, which outlives a killed process as page cache does; SQLite is made
 * of it and can be made again. So it need not wait for the disk.
 */
function toPragmas({ hasWal }: Database, { isReadOnly }: DatabaseOptions): readonly string[] {
  const reading = ['PRAGMA temp_store = MEMORY', 'PRAGMA cache_size = -16000']
  if (isReadOnly) return [...reading, 'PRAGMA query_only = ON']
  return [
    ...reading,
    hasWal ? 'PRAGMA journal_mode = WAL' : 'PRAGMA journal_mode = TRUNCATE',
    'PRAGMA synchronous = OFF',
    'PRAGMA auto_vacuum = INCREMENTAL',
  ]
}

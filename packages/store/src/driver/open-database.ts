import { matchesExpression, readExpression } from 'protocol'
import type { Expression } from 'protocol'
import type { Connection, Database, DatabaseOptions, DriverName, SqlFunction } from './database.ts'
import { findNodeSqlite, openNodeSqlite } from './node-sqlite.ts'
import { toDatabase } from './statements.ts'
import { openWasmSqlite } from './wasm-sqlite.ts'

/** Opens with Node's SQLite where there is one; a test may ask for the other. */
export async function openDatabase(
  options: DatabaseOptions,
  driver?: DriverName,
): Promise<Database> {
  const nodeSqlite = driver === 'wasm' ? undefined : findNodeSqlite()
  const connection = nodeSqlite
    ? openNodeSqlite(nodeSqlite, options)
    : await openWasmSqlite(options)
  for (const pragma of toPragmas(connection, options)) connection.exec(pragma)
  connection.addFunction('footlight_regexp', 2, createExpressionTest())
  return toDatabase(connection)
}

/** Asked row by row with the same expression: it is read once. */
function createExpressionTest(): SqlFunction {
  let source: string | undefined
  let known: Expression | undefined
  return (text = null, said = null) => {
    if (text === null || said === null) return null
    const expression = String(said)
    if (source !== expression) {
      const reading = readExpression(expression)
      source = expression
      known = reading.ok ? reading.expression : undefined
    }
    return Number(known !== undefined && matchesExpression(known, String(text)))
  }
}

/**
 * Answered bytes are in the log, which outlives a killed process as page cache does; SQLite is made
 * of it and can be made again. So it need not wait for the disk.
 */
function toPragmas({ hasWal }: Connection, { isReadOnly }: DatabaseOptions): readonly string[] {
  const reading = [
    // First of all: only so can what a newer Node left in WAL be opened. No lock is taken each time.
    ...(hasWal ? [] : ['PRAGMA locking_mode = EXCLUSIVE']),
    'PRAGMA temp_store = MEMORY',
    'PRAGMA cache_size = -16000',
  ]
  if (isReadOnly) return [...reading, 'PRAGMA query_only = ON']
  return [
    ...reading,
    // Before the journal: with WAL the file is made, and how it gives pages back is settled.
    'PRAGMA auto_vacuum = INCREMENTAL',
    hasWal ? 'PRAGMA journal_mode = WAL' : 'PRAGMA journal_mode = TRUNCATE',
    'PRAGMA synchronous = OFF',
  ]
}

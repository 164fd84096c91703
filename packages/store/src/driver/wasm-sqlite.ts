import { rmSync } from 'node:fs'
import type * as WasmSqlite from 'node-sqlite3-wasm'
import type { Database, DatabaseOptions, SqlRow, Statement } from './database.ts'

/**
 * SQLite as WebAssembly, for Node 20. It has no shared memory and so no WAL: one connection reads
 * and writes. Its lock is a folder beside the file, which a killed process leaves behind; whoever
 * calls this owns the data folder, so that the lock can only be stale.
 */
export async function openWasmSqlite({ path, isReadOnly }: DatabaseOptions): Promise<Database> {
  const { default: sqlite } = await import('node-sqlite3-wasm')
  if (path !== ':memory:') rmSync(`${path}.lock`, { recursive: true, force: true })
  const database = new sqlite.Database(path, { readOnly: isReadOnly })
  const statements = new Set<WasmSqlite.Statement>()
  return {
    driver: 'wasm',
    hasWal: false,
    exec: (sql) => database.exec(sql),
    prepare: (sql) => {
      const statement = database.prepare(sql)
      statements.add(statement)
      return toStatement(statement, () => statements.delete(statement))
    },
    close: () => {
      // Statements hold memory that no garbage collector sees.
      for (const statement of statements) statement.finalize()
      database.close()
    },
  }
}

function toStatement(statement: WasmSqlite.Statement, forget: () => void): Statement {
  return {
    run: (values) => statement.run([...values]).changes,
    all: (values) => statement.all([...values]).filter(isRow),
    get: (values) => {
      const row = statement.get([...values])
      return row !== null && isRow(row) ? row : undefined
    },
    close: () => {
      forget()
      statement.finalize()
    },
  }
}

/** Rows are nested by table only where `expand` asks for it, which nobody does. */
function isRow(row: WasmSqlite.QueryResult): row is SqlRow {
  return typeof row === 'object'
}

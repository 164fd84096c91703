import { rmSync } from 'node:fs'
import type * as WasmSqlite from 'node-sqlite3-wasm'
import type { Connection, DatabaseOptions, SqlRow, Statement } from './database.ts'

/**
 * SQLite as WebAssembly, for Node 20. It has no shared memory and so no WAL: one connection reads
 * and writes. Its lock is a folder beside the file, which a killed process leaves behind; whoever
 * calls this owns the data folder, so that the lock can only be stale.
 */
export async function openWasmSqlite({ path, isReadOnly }: DatabaseOptions): Promise<Connection> {
  const { default: sqlite } = await import('node-sqlite3-wasm')
  if (path !== ':memory:') rmSync(`${path}.lock`, { recursive: true, force: true })
  const database = new sqlite.Database(path, { readOnly: isReadOnly })
  return {
    driver: 'wasm',
    hasWal: false,
    exec: (sql) => database.exec(sql),
    open: (sql) => toStatement(database.prepare(sql)),
    addFunction: (name, test) => {
      database.function(
        name,
        (text, other) =>
          text === null || other === null ? null : Number(test(String(text), String(other))),
        { deterministic: true },
      )
    },
    close: () => database.close(),
  }
}

function toStatement(statement: WasmSqlite.Statement): Statement & { readonly close: () => void } {
  return {
    run: (values) => statement.run([...values]).changes,
    all: (values) => statement.all([...values]).filter(isRow),
    get: (values) => {
      const row = statement.get([...values])
      return row !== null && isRow(row) ? row : undefined
    },
    close: () => statement.finalize(),
  }
}

/** Rows are nested by table only where `expand` asks for it, which nobody does. */
function isRow(row: WasmSqlite.QueryResult): row is SqlRow {
  return typeof row === 'object'
}

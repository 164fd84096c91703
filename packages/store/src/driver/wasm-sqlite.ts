import { rmSync } from 'node:fs'
import type * as WasmSqlite from 'node-sqlite3-wasm'
import type { Connection, DatabaseOptions, SqlRow, SqlValue, Statement } from './database.ts'
import { toStorable } from './storable.ts'
import { withArity } from './with-arity.ts'

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
    addFunction: (name, arity, call) => {
      database.function(name, withArity(arity, call))
    },
    close: () => database.close(),
  }
}

function toStatement(statement: WasmSqlite.Statement): Statement & { readonly close: () => void } {
  const ask = <T>(values: readonly SqlValue[], run: (values: SqlValue[]) => T): T => {
    try {
      return run(values.map(toStorable))
    } catch (error) {
      reset(statement)
      throw error
    }
  }
  const all = (values: readonly SqlValue[]): readonly SqlRow[] =>
    ask(values, (bound) => statement.all(bound)).filter(isRow)
  return {
    run: (values) => ask(values, (bound) => statement.run(bound)).changes,
    all,
    // `get` of the library stops at the first row and leaves the table locked.
    get: (values) => all(values)[0],
    close: () => statement.finalize(),
  }
}

/**
 * A statement that failed says so once more when it is used again, and is ready only after that.
 * A parameter that no statement has keeps it from running.
 */
function reset(statement: WasmSqlite.Statement): void {
  try {
    statement.all({ ':none': null })
  } catch {
    // What it says is known.
  }
}

/** Rows are nested by table only where `expand` asks for it, which nobody does. */
function isRow(row: WasmSqlite.QueryResult): row is SqlRow {
  return typeof row === 'object'
}

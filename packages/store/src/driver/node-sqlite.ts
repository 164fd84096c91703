import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Connection, DatabaseOptions, Statement } from './database.ts'

/** Node's own SQLite, from 22.13 on without a flag; `undefined` on Node 20. */
export function findNodeSqlite(): typeof DatabaseSync | undefined {
  try {
    return process.getBuiltinModule('node:sqlite')?.DatabaseSync
  } catch {
    return undefined
  }
}

export function openNodeSqlite(
  constructor: typeof DatabaseSync,
  { path, isReadOnly }: DatabaseOptions,
): Connection {
  const database = new constructor(path, { readOnly: isReadOnly })
  return {
    driver: 'node',
    hasWal: path !== ':memory:',
    exec: (sql) => database.exec(sql),
    open: (sql) => toStatement(database.prepare(sql)),
    addFunction: (name, test) => {
      database.function(name, { deterministic: true }, (text, other) =>
        text === null || other === null ? null : Number(test(String(text), String(other))),
      )
    },
    close: () => database.close(),
  }
}

function toStatement(statement: StatementSync): Statement & { readonly close: () => void } {
  return {
    run: (values) => Number(statement.run(...values).changes),
    all: (values) => statement.all(...values),
    get: (values) => statement.get(...values),
    // Garbage collection ends it.
    close: () => undefined,
  }
}

import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Connection, DatabaseOptions, Statement } from './database.ts'
import { toStorable } from './storable.ts'
import { withArity } from './with-arity.ts'

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
    addFunction: (name, arity, call) => {
      // An integer beyond 2^53 would be refused as a number.
      database.function(name, { useBigIntArguments: true }, withArity(arity, call))
    },
    close: () => database.close(),
  }
}

function toStatement(statement: StatementSync): Statement & { readonly close: () => void } {
  return {
    run: (values) => Number(statement.run(...values.map(toStorable)).changes),
    all: (values) => statement.all(...values.map(toStorable)),
    get: (values) => statement.get(...values.map(toStorable)),
    // Garbage collection ends it.
    close: () => undefined,
  }
}

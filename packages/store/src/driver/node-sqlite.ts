import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Database, DatabaseOptions, Statement } from './database.ts'

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
): Database {
  const database = new constructor(path, { readOnly: isReadOnly })
  return {
    driver: 'node',
    hasWal: path !== ':memory:',
    exec: (sql) => database.exec(sql),
    prepare: (sql) => toStatement(database.prepare(sql)),
    close: () => database.close(),
  }
}

function toStatement(statement: StatementSync): Statement {
  return {
    run: (values) => Number(statement.run(...values).changes),
    all: (values) => statement.all(...values),
    get: (values) => statement.get(...values),
    close: () => undefined,
  }
}

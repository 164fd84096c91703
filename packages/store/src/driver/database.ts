export type SqlValue = string | number | bigint | null | Uint8Array

export type SqlRow = Readonly<Record<string, SqlValue>>

/**
 * The one seam between the store and SQLite: Node's own where there is one, SQLite compiled to
 * WebAssembly elsewhere. Everything is synchronous; it runs in a worker.
 */
export interface Database {
  readonly driver: DriverName
  /** Readers do not wait for the writer. Without it there is one connection for all. */
  readonly hasWal: boolean
  readonly exec: (sql: string) => void
  readonly prepare: (sql: string) => Statement
  readonly close: () => void
}

export type DriverName = 'node' | 'wasm'

export interface Statement {
  /** Answers with how many rows changed. */
  readonly run: (values: readonly SqlValue[]) => number
  readonly all: (values: readonly SqlValue[]) => readonly SqlRow[]
  readonly get: (values: readonly SqlValue[]) => SqlRow | undefined
  readonly close: () => void
}

export interface DatabaseOptions {
  /** `:memory:` for a store that is forgotten. */
  readonly path: string
  readonly isReadOnly: boolean
}

/** Runs `work` in a transaction; an exception rolls back and goes on. */
export function inTransaction<T>(database: Database, work: () => T): T {
  database.exec('BEGIN IMMEDIATE')
  try {
    const result = work()
    database.exec('COMMIT')
    return result
  } catch (error) {
    database.exec('ROLLBACK')
    throw error
  }
}

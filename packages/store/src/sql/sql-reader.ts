import type { Json } from 'protocol'
import type { Database, SqlRow, SqlValue } from '../driver/database.ts'
import type { JsonReply } from '../json-reply.ts'
import { findRefusal, toTeachingError } from './sql-statement.ts'
import type { SqlRefusal } from './sql-statement.ts'
import { deadlineFunction, sqlViews } from './views.ts'

/** Answers SQL over the views, within a time. One thread's work. */
export interface SqlReader {
  readonly answer: (question: SqlQuestion) => JsonReply
}

export interface SqlQuestion {
  readonly query: string
  readonly limit: number
}

/** Longer nobody waits, and where one connection does everything, nothing is written meanwhile. */
const DEADLINE = 3000
const SHARED_DEADLINE = 1000

class TimeIsUp extends Error {}

export function createSqlReader(database: Database): SqlReader {
  const deadline = database.hasWal ? DEADLINE : SHARED_DEADLINE
  let end = Infinity
  let isOpen = false

  /** The first question makes the views; most stores are never asked one. */
  const open = (): void => {
    if (isOpen) return
    database.addFunction(deadlineFunction, 1, () => {
      if (performance.now() > end) throw new TimeIsUp('interrupted')
      return 1
    })
    database.exec('PRAGMA query_only = OFF')
    for (const { sql } of sqlViews) database.exec(sql)
    isOpen = true
  }

  return {
    answer: ({ query, limit }) => {
      const refusal = findRefusal(query)
      if (refusal !== undefined) return toRefused(refusal)
      open()
      end = performance.now() + deadline
      database.exec('PRAGMA query_only = ON')
      const bare = query.trim().replace(/;\s*$/, '')
      const statement = `SELECT * FROM (\n${bare}\n) LIMIT ${limit + 1}`
      try {
        return { ok: true, json: JSON.stringify(toAnswer(database.all(statement, []), limit)) }
      } catch (error) {
        if (performance.now() > end) {
          return toRefused({
            message: `The query takes longer than ${deadline / 1000} s.`,
            fix: 'Ask for less: a narrower WHERE, fewer joined rows, or aggregate for percentiles.',
          })
        }
        const message = error instanceof Error ? error.message : String(error)
        return toRefused(toTeachingError(message, query))
      } finally {
        end = Infinity
        database.exec('PRAGMA query_only = OFF')
      }
    },
  }
}

function toAnswer(rows: readonly SqlRow[], limit: number): object {
  const shown = rows.slice(0, limit)
  const columns = Object.keys(rows[0] ?? {})
  return {
    columns,
    rows: shown.map((row) => columns.map((column) => toJsonValue(row[column] ?? null))),
    isCut: rows.length > limit,
  }
}

function toJsonValue(value: SqlValue): Json {
  if (typeof value === 'bigint') return Number(value)
  return value instanceof Uint8Array ? `${value.length} bytes` : value
}

function toRefused({ message, fix }: SqlRefusal): JsonReply {
  return { ok: false, status: 400, failure: { code: 'sql', message, position: undefined, fix } }
}

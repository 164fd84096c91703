import type { Connection, Database, SqlValue, Statement } from './database.ts'

type OpenStatement = ReturnType<Connection['open']>

/** Statements made of queries; each is some kilobytes of SQLite's memory. */
const LIMIT = 100

/** A connection with its statements at hand: preparing costs more than most of them take to run. */
export function toDatabase(connection: Connection): Database {
  const kept = new Map<string, OpenStatement>()
  const latest = new Map<string, OpenStatement>()

  const statementOf = (sql: string): Statement => {
    const known = latest.get(sql) ?? connection.open(sql)
    // Maps are in the order of insertion: what was used last goes to the end.
    latest.delete(sql)
    latest.set(sql, known)
    if (latest.size > LIMIT) {
      const [oldest] = latest
      if (oldest) {
        latest.delete(oldest[0])
        oldest[1].close()
      }
    }
    return known
  }

  const takers = new Map<number, string>()
  let taker: ((row: readonly SqlValue[]) => void) | undefined

  const takerOf = (arity: number): string => {
    let name = takers.get(arity)
    if (name === undefined) {
      takers.set(arity, (name = `footlight_take${arity}`))
      connection.addFunction(name, arity, (...row) => {
        taker?.(row)
        return null
      })
    }
    return name
  }

  return {
    ...connection,
    prepare: (sql) => {
      let statement = kept.get(sql)
      if (statement === undefined) kept.set(sql, (statement = connection.open(sql)))
      return statement
    },
    run: (sql, values) => statementOf(sql).run(values),
    all: (sql, values) => statementOf(sql).all(values),
    get: (sql, values) => statementOf(sql).get(values),
    each: (expressions, from, values, take) => {
      const sql = `SELECT max(${takerOf(expressions.length)}(${expressions.join(', ')})) FROM ${from}`
      taker = take
      statementOf(sql).get(values)
    },
    close: () => {
      for (const statement of [...kept.values(), ...latest.values()]) statement.close()
      connection.close()
    },
  }
}

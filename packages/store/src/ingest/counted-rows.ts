import type { Database, SqlValue } from '../driver/database.ts'

/** Rows of counts, each told from the others by what senders have said. */
export interface CountedRows {
  /** Adds to the row of these keys. It is made while there is room for another. */
  readonly add: (keys: readonly SqlValue[], quantities: readonly number[]) => void
}

export interface CountedTable {
  readonly name: string
  readonly keys: readonly string[]
  readonly quantities: readonly string[]
  /** Who invents keys must not fill the table. */
  readonly limit: number
}

export function createCountedRows(
  database: Database,
  { name, keys, quantities, limit }: CountedTable,
): CountedRows {
  let known = Number(database.get(`SELECT count(*) AS n FROM ${name}`, [])?.['n'] ?? 0)
  // A greater integer is none to JavaScript, and Node's driver refuses to hand it out.
  const sums = quantities.map((each) => `${each} = min(${each} + ?, ${Number.MAX_SAFE_INTEGER})`)
  const update = database.prepare(
    `UPDATE ${name} SET ${sums.join(', ')} WHERE ${keys.map((key) => `${key} = ?`).join(' AND ')}`,
  )
  const columns = [...keys, ...quantities]
  const insert = database.prepare(
    `INSERT INTO ${name} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
  )
  return {
    add: (values, said) => {
      const counts = said.map((count) => Math.min(count, Number.MAX_SAFE_INTEGER))
      if (update.run([...counts, ...values]) > 0 || known >= limit) return
      insert.run([...values, ...counts])
      known++
    },
  }
}

import type { Database } from '../driver/database.ts'

/** How many of each kind came, for ever: not lowered by what is evicted. */
export interface Tallies {
  readonly add: (name: string, quantity: number) => void
  readonly flush: () => void
}

export function createTallies(database: Database): Tallies {
  const pending = new Map<string, number>()
  const upsert = database.prepare(
    `INSERT INTO tally VALUES (?,?)
     ON CONFLICT DO UPDATE SET quantity = quantity + excluded.quantity`,
  )
  return {
    add: (name, quantity) => {
      pending.set(name, (pending.get(name) ?? 0) + quantity)
    },
    flush: () => {
      for (const [name, quantity] of pending) upsert.run([name, quantity])
      pending.clear()
    },
  }
}

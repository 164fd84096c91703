import type { Loss } from 'protocol'
import type { Database } from '../driver/database.ts'
import { readWritten } from '../written-json.ts'
import { createCountedRows } from './counted-rows.ts'

/** Counts what is not here, by whom and why. Kept in memory between commits. */
export interface Losses {
  readonly add: (
    service: string | undefined,
    by: Loss['by'],
    reason: string,
    category: string,
    quantity: number,
  ) => void
  readonly flush: () => void
}

/** Reasons come from telemetry; a sender that invents them must not fill the table. */
const REASON_LIMIT = 2000

export function createLosses(database: Database): Losses {
  const pending = new Map<string, number>()
  const rows = createCountedRows(database, {
    name: 'loss',
    keys: ['service', 'blame', 'reason', 'category'],
    quantities: ['quantity'],
    limit: REASON_LIMIT,
  })
  return {
    add: (service, by, reason, category, quantity) => {
      if (quantity <= 0) return
      const key = JSON.stringify([service ?? '', by, reason.slice(0, 200), category.slice(0, 100)])
      pending.set(key, (pending.get(key) ?? 0) + quantity)
    },
    flush: () => {
      for (const [key, quantity] of pending) rows.add(readWritten<string[]>(key), [quantity])
      pending.clear()
    },
  }
}

import { guardParameter, hostParameter, toQuotaCosts } from 'protocol'
import type { TelemetryRecord } from 'protocol'
import type { Database } from '../driver/database.ts'
import type { ArrivalFacts } from '../log/entry.ts'
import { toDay } from '../quota-day.ts'
import { createCountedRows } from './counted-rows.ts'

/** The category under which the requests themselves are counted. */
export const requestCategory = 'request'

/** Counts what was on its way to production. Kept in memory between commits. */
export interface Ledger {
  /**
   * Only what the guard caught is counted: its arrivals say where they were on their way to. Of what
   * it let pass it sends the size alone.
   */
  readonly add: (
    facts: ArrivalFacts,
    records: readonly TelemetryRecord[],
    byteLength: number,
  ) => void
  readonly flush: () => void
}

/** Hosts and services come from telemetry; one that invents them must not fill the table. */
const LINE_LIMIT = 10_000

interface Line {
  readonly key: readonly [string, string, string, string, string]
  quantity: number
  bytes: number
}

/** `hosts`: the sidecar's own, which is no production. */
export function createLedger(database: Database, hosts: readonly string[]): Ledger {
  const pending = new Map<string, Line>()
  const rows = createCountedRows(database, {
    name: 'quota',
    keys: ['day', 'service', 'host', 'policy', 'category'],
    quantities: ['quantity', 'bytes'],
    limit: LINE_LIMIT,
  })

  const count = (key: Line['key'], quantity: number, bytes: number): void => {
    const name = JSON.stringify(key)
    const line = pending.get(name)
    if (line === undefined) pending.set(name, { key, quantity, bytes })
    else {
      line.quantity += quantity
      line.bytes += bytes
    }
  }

  return {
    add: ({ parameters, receivedAt }, records, byteLength) => {
      const day = toDay(receivedAt)
      const toKey = (
        { scope }: TelemetryRecord,
        host: string,
        policy: string,
        category: string,
      ): Line['key'] => [
        day,
        (scope.service ?? '').slice(0, 100),
        host.slice(0, 200),
        policy.slice(0, 20),
        category,
      ]
      const policy = parameters?.[guardParameter]
      const host = parameters?.[hostParameter]
      for (const [index, record] of records.entries()) {
        if (record.kind === 'ledger') {
          count(toKey(record, record.host, record.policy, requestCategory), 1, record.sentBytes)
        }
        if (policy === undefined || host === undefined || hosts.includes(host)) continue
        if (index === 0) count(toKey(record, host, policy, requestCategory), 1, byteLength)
        for (const { category, quantity, bytes } of toQuotaCosts(record)) {
          count(toKey(record, host, policy, category), quantity, bytes)
        }
      }
    },
    flush: () => {
      for (const { key, quantity, bytes } of pending.values()) rows.add(key, [quantity, bytes])
      pending.clear()
    },
  }
}

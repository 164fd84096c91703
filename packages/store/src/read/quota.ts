import type { QuotaAnswer, QuotaHost, QuotaLine } from 'protocol'
import type { SqlRow } from '../driver/database.ts'
import { requestCategory } from '../ingest/ledger.ts'
import { toDay } from '../quota-day.ts'
import type { ReadContext } from './context.ts'

/** What was kept from production, today and in all, and where it was on its way to. */
export function readQuota({ database, now }: ReadContext): QuotaAnswer {
  const hosts = database
    .all(
      `SELECT host, policy, total(quantity) AS requests, total(bytes) AS bytes FROM quota
       WHERE category = ? GROUP BY host, policy ORDER BY requests DESC LIMIT 200`,
      [requestCategory],
    )
    .map(toHost)
  const sum = `SELECT service, category, total(quantity) AS quantity, total(bytes) AS bytes FROM quota
    WHERE category <> ? AND policy = 'keep'`
  const order = 'GROUP BY service, category ORDER BY service, quantity DESC LIMIT 2000'
  const today = database.all(`${sum} AND day = ? ${order}`, [requestCategory, toDay(now())])
  const total = database.all(`${sum} ${order}`, [requestCategory])
  return { hosts, today: today.map(toLine), total: total.map(toLine) }
}

function toHost(row: SqlRow): QuotaHost {
  const policy = String(row['policy'])
  const bytes = Number(row['bytes'])
  return {
    host: String(row['host']),
    policy,
    requests: Number(row['requests']),
    keptBytes: policy === 'off' ? 0 : bytes,
    sentBytes: policy === 'keep' ? 0 : bytes,
  }
}

function toLine(row: SqlRow): QuotaLine {
  return {
    service: row['service'] === '' ? undefined : String(row['service']),
    category: String(row['category']),
    quantity: Number(row['quantity']),
    bytes: Number(row['bytes']),
  }
}

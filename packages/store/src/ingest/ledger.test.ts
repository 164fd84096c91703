import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { QuotaAnswer } from 'protocol'
import { inTransaction } from '../driver/database.ts'
import type { Database } from '../driver/database.ts'
import { openDatabase } from '../driver/open-database.ts'
import { createReader } from '../read/reader.ts'
import { migrate } from '../schema/migrate.ts'
import { createIngest } from './ingest.ts'

let folder: string
let database: Database

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'footlight-ledger-'))
  database = await openDatabase({ path: ':memory:', isReadOnly: false })
  migrate(database)
})

afterEach(() => {
  database.close()
  rmSync(folder, { recursive: true })
})

const now = Date.parse('2026-03-02T12:00:00')
const yesterday = now - 86_400_000
const sentry = 'o1.ingest.sentry.io'

function take(receivedAt: number, parameters: Record<string, string>, ...items: string[]): void {
  const ingest = createIngest(database, { folder, hosts: [], onRecords: undefined })
  const body = Buffer.from(['{"sdk":{"name":"sentry.javascript.node"}}', ...items].join('\n'))
  const id = `${receivedAt}-${items.length}-${JSON.stringify(parameters)}`
  inTransaction(database, () => {
    ingest.add({
      entry: { facts: { id, receivedAt, format: 'envelope', channel: 'dsn', parameters }, body },
      at: { segment: 1, offset: 0 },
      generation: 0,
      next: { segment: 1, offset: 10 },
    })
    ingest.flush()
  })
}

function readQuota(): QuotaAnswer {
  const answer = createReader(database, folder, () => now).answer('quota', {})
  if (!answer.ok) throw new Error(answer.failure.message)
  return answer.value as QuotaAnswer
}

const kept = { footlight_guard: 'keep', footlight_host: sentry }
const error = '{"type":"event"}\n{"message":"boom"}'
const logs =
  '{"type":"log"}\n{"items":[{"body":"four","timestamp":1},{"body":"sixsix","timestamp":1}]}'

function line(category: string, quantity: number, bytes: number) {
  return { service: 'node', category, quantity, bytes }
}

test('what was kept is counted by service and category, today and in all', () => {
  take(yesterday, kept, error)
  take(now, kept, error, logs)
  const { today, total } = readQuota()
  expect(today).toEqual([line('log_byte', 10, 0), line('log_item', 2, 10), line('error', 1, 0)])
  expect(total).toContainEqual(line('error', 2, 0))
})

test('hosts tell how much was on its way, and how much of it left', () => {
  take(now, kept, error)
  take(now + 1, { ...kept, footlight_guard: 'mirror' }, error)
  const size = 41 + 1 + error.length
  expect(readQuota().hosts).toEqual([
    { host: sentry, policy: 'keep', requests: 1, keptBytes: size, sentBytes: 0 },
    { host: sentry, policy: 'mirror', requests: 1, keptBytes: size, sentBytes: size },
  ])
  expect(readQuota().total).toEqual([{ service: 'node', category: 'error', quantity: 1, bytes: 0 }])
})

test('what the guard let pass has left', () => {
  const payload = `{"host":"${sentry}","policy":"off","keptBytes":0,"sentBytes":700,"quantities":[]}`
  take(now, {}, `{"type":"footlight.ledger"}\n${payload}`)
  expect(readQuota()).toMatchObject({
    hosts: [{ host: sentry, policy: 'off', requests: 1, keptBytes: 0, sentBytes: 700 }],
    total: [],
  })
})

test('what came here of itself was never on its way anywhere', () => {
  take(now, {}, error)
  expect(readQuota()).toEqual({ hosts: [], today: [], total: [] })
})

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { inTransaction } from '../driver/database.ts'
import type { Database } from '../driver/database.ts'
import { openDatabase } from '../driver/open-database.ts'
import { migrate } from '../schema/migrate.ts'
import { createIngest } from './ingest.ts'

let folder: string
let database: Database

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'footlight-ingest-'))
  database = await openDatabase({ path: join(folder, 'x.db'), isReadOnly: false })
  migrate(database)
})

afterEach(() => {
  database.close()
  rmSync(folder, { recursive: true, force: true })
})

test('an envelope becomes rows', () => {
  const ingest = createIngest(database, { folder, hosts: [], onRecords: undefined })
  const body = Buffer.from('{}\n{"type":"event"}\n{"message":"hello","tags":{"a":"b"}}')
  inTransaction(database, () => {
    ingest.add({
      entry: { facts: { id: 'a', receivedAt: 1, format: 'envelope', channel: 'dsn' }, body },
      at: { segment: 1, offset: 0 },
      generation: 0,
      next: { segment: 1, offset: 10 },
    })
    ingest.flush()
  })
  expect(database.all('SELECT title, issue FROM event', [])).toEqual([{ title: 'hello', issue: 1 }])
  expect(database.all('SELECT title, count FROM issue', [])).toEqual([{ title: 'hello', count: 1 }])
})

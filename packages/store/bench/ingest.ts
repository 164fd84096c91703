import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { samples } from '../../protocol/bench/samples.ts'
import { inTransaction } from '../src/driver/database.ts'
import { openDatabase } from '../src/driver/open-database.ts'
import { createIngest } from '../src/ingest/ingest.ts'
import { migrate } from '../src/schema/migrate.ts'

/** Arrivals a second that one thread turns into rows: what bounds how soon they can be asked for. */
const driver = process.argv.includes('wasm') ? 'wasm' : undefined
let serial = 0

function renew(text: string): Buffer {
  const unique = (++serial).toString(16).padStart(12, '0')
  return Buffer.from(
    text
      .replaceAll('4f5e6d7c8b9aa9b8c7d6', `4f5e6d7c${unique}`)
      .replaceAll('7f2c1d3e4b5a69788796', `7f2c1d3e${unique}`),
  )
}

for (const { name, body } of samples) {
  const folder = mkdtempSync(join(tmpdir(), 'footlight-bench-'))
  const database = await openDatabase({ path: join(folder, 'x.db'), isReadOnly: false }, driver)
  migrate(database)
  const ingest = createIngest(database, { folder, hosts: [], onRecords: undefined })
  const text = Buffer.from(body).toString()
  const count = Math.max(20, Math.round(30_000_000 / body.length))
  const bodies = Array.from({ length: count }, () => renew(text))
  const begin = performance.now()
  for (let at = 0; at < count; at += 50) {
    inTransaction(database, () => {
      for (const [index, bytes] of bodies.slice(at, at + 50).entries()) {
        const facts = {
          id: `${name}${at + index}`,
          receivedAt: Date.now(),
          format: 'envelope',
          channel: 'dsn',
        } as const
        ingest.add({
          entry: { facts, body: bytes },
          at: { segment: 1, offset: 0 },
          generation: 0,
          next: { segment: 1, offset: 10 },
        })
      }
      ingest.flush()
    })
  }
  const seconds = (performance.now() - begin) / 1000
  console.log(
    `${name.padEnd(26)} ${database.driver} ${Math.round(count / seconds)}/s, ${((seconds / count) * 1000).toFixed(2)} ms each, RSS ${Math.round(process.memoryUsage().rss / 1e6)} MB`,
  )
  database.close()
  rmSync(folder, { recursive: true, force: true })
}

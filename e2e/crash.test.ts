import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openDatabase } from '../packages/store/src/driver/open-database.ts'
import { openNode } from './node-versions.ts'
import { makeFolder, openFootlight, readAll, removeFolder, settle } from './sidecar/footlight.ts'
import type { Footlight } from './sidecar/footlight.ts'
import { createFrames } from './store/frames.ts'
import { hashOf, startLoad } from './store/load.ts'
import type { Answered } from './store/load.ts'

/** `npm run test:crash` takes fifty. */
const rounds = Number(process.env['CRASH_ROUNDS'])

/** `CRASH_NODE=24 npm run test:crash`: with another driver of the database. */
const version = process.env['CRASH_NODE']
const node = version === undefined ? process.execPath : openNode(version)
const flags = ['--max-size', '4gb']

const data = makeFolder()

afterAll(() => removeFolder(data))

interface Item {
  readonly message: string
  readonly envelopeId: string
}

/** What of the answered is not there, or not as it was sent. */
async function findLost(
  footlight: Footlight,
  answered: readonly Answered[],
): Promise<readonly string[]> {
  await settle(footlight)
  const events = await readAll<Item>(footlight, 'events', '')
  const byName = new Map<string, Item[]>()
  for (const event of events) {
    const known = byName.get(event.message)
    if (known === undefined) byName.set(event.message, [event])
    else known.push(event)
  }
  const lost: string[] = []
  for (const [name, found] of byName) if (found.length > 1) lost.push(`${name} is there twice`)
  for (const { name, hash } of answered) {
    const [event] = byName.get(name) ?? []
    if (event === undefined) lost.push(`${name} is not there`)
    else if ((await hashOfRaw(footlight, event.envelopeId)) !== hash)
      lost.push(`${name} is changed`)
  }
  return lost
}

async function hashOfRaw({ get }: Footlight, id: string): Promise<string> {
  return hashOf(new Uint8Array(await (await get(`envelopes/${id}/raw`)).arrayBuffer()))
}

async function readNotices({ read }: Footlight): Promise<readonly string[]> {
  const { notices } = await read<{ notices: readonly { code: string; text: string }[] }>('health')
  return notices.map(({ code, text }) => `${code}: ${text}`)
}

test(
  `what was answered is there after ${rounds} kills`,
  async () => {
    const answered: Answered[] = []
    const frames = createFrames()
    const counts = { requests: 0, frames: 0 }
    for (let round = 1; round <= rounds; round++) {
      const footlight = await openFootlight({ data, flags, node })
      const load = await startLoad(footlight, `r${round}`, frames)
      // At any moment, also while the round before is still being read.
      await load.reached(1 + Math.floor(Math.random() * 60))
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 40))
      await footlight.kill()
      await load.ended
      answered.push(...load.answered)
      for (const { isFrame } of load.answered) counts[isFrame ? 'frames' : 'requests']++
      if (round % 10 !== 0 && round !== rounds) continue
      const after = await openFootlight({ data, flags, node })
      expect(await findLost(after, answered)).toEqual([])
      expect(await readNotices(after)).toEqual([])
      expect(await after.stop()).toBe(0)
      answered.splice(0)
    }
    expect(Math.min(counts.requests, counts.frames)).toBeGreaterThan(rounds)
    console.log(`${counts.requests} requests and ${counts.frames} frames were answered`)
    const files = readdirSync(data).filter((name) => name.startsWith('footlight.db.'))
    expect(files).toEqual([])
    const database = await openDatabase({ path: join(data, 'footlight.db'), isReadOnly: false })
    const check = database.all('PRAGMA integrity_check', [])
    expect(check).toMatchObject([{ integrity_check: 'ok' }])
    database.close()
  },
  rounds * 20_000,
)

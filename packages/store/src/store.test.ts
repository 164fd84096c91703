import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { LogEntry } from './log/entry.ts'
import { openStore } from './store.ts'
import type { Store, StoreEvent } from './store.ts'

const worker = new URL('./worker-fixture.js', import.meta.url)
const open: Store[] = []
const folders: string[] = []

afterEach(async () => {
  await Promise.all(open.splice(0).map((store) => store.close()))
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'footlight-store-'))
  folders.push(folder)
  return folder
}

function start(folder: string, onEvent: (event: StoreEvent) => void = () => undefined): Store {
  const store = openStore({ folder, maxBytes: 1 << 30, hosts: [], worker, onEvent })
  open.push(store)
  return store
}

let count = 0

function entry(message: string): LogEntry {
  const id = String(++count).padStart(32, '0')
  const event = { event_id: id, message, timestamp: 1_700_000_000 + count }
  return {
    facts: { id, receivedAt: 1_700_000_000_000 + count, format: 'envelope', channel: 'dsn' },
    body: Buffer.from(`{}\n{"type":"event"}\n${JSON.stringify(event)}\n`),
  }
}

/** Asks again until the answer is as wanted; the test's time limit ends it otherwise. */
async function until<T>(ask: () => Promise<T>, isRight: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask()
    if (isRight(answer)) return answer
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

async function titles(store: Store): Promise<readonly string[]> {
  const answer = await store.ask('events', { sort: 'time' })
  if (!answer.ok) throw new Error(answer.failure.message)
  const { items } = JSON.parse(answer.json) as { items: readonly { message: string }[] }
  return items.map(({ message }) => message)
}

test('what was appended can be asked for, and again after a restart', async () => {
  const folder = makeFolder()
  const first = start(folder)
  await first.append(entry('one'))
  await first.append(entry('two'))
  expect(
    await until(
      () => titles(first),
      ({ length }) => length === 2,
    ),
  ).toEqual(['one', 'two'])
  await until(
    () => Promise.resolve(first.state()),
    ({ backlog }) => backlog === 0,
  )
  await first.close()
  const second = start(folder)
  expect(await titles(second)).toEqual(['one', 'two'])
})

test('a live query tells its page, then only what is different', async () => {
  const store = start(makeFolder())
  await store.append(entry('one'))
  await until(
    () => titles(store),
    ({ length }) => length === 1,
  )
  const watch = await store.watch(7, 'events', { sort: '-time', limit: '2' })
  const refresh = async (): Promise<unknown> => {
    const answer = await watch.refresh()
    return answer.ok && answer.json !== undefined ? JSON.parse(answer.json) : undefined
  }
  expect(await refresh()).toMatchObject({ type: 'page', id: 7, items: [{ message: 'one' }] })
  expect(watch.isStale()).toBe(false)
  await store.append(entry('two'))
  await until(() => Promise.resolve(watch.isStale()), Boolean)
  expect(await refresh()).toMatchObject({
    type: 'change',
    id: 7,
    put: [{ at: 0, item: { message: 'two' } }],
    remove: [],
    total: 2,
  })
  await store.append(entry('three'))
  await until(() => Promise.resolve(watch.isStale()), Boolean)
  expect(await refresh()).toMatchObject({ put: [{ at: 0 }], remove: { length: 1 } })
  expect(await refresh()).toBeUndefined()
})

test('a live query that cannot be asked says why', async () => {
  const store = start(makeFolder())
  const watch = await store.watch(1, 'events', { query: 'level:' })
  expect(await watch.refresh()).toMatchObject({ ok: false, status: 400 })
})

test('a stream begins with what was missed and goes on with what comes', async () => {
  const store = start(makeFolder())
  const first = entry('first')
  await store.append(first)
  await store.append(entry('second'))
  await until(
    () => titles(store),
    ({ length }) => length === 2,
  )
  const all = await store.stream(undefined, false)
  const missed = Buffer.from((await all.next()) ?? []).toString()
  expect(missed).toContain('"message":"first"')
  expect(missed).toContain('"message":"second"')
  const resumed = await store.stream(first.facts.id, false)
  expect(Buffer.from((await resumed.next()) ?? []).toString()).not.toContain('first')
  const coming = all.next()
  await store.append(entry('third'))
  const text = Buffer.from((await coming) ?? []).toString()
  expect(text).toMatch(/^event: application\/x-sentry-envelope\nid: \w+\ndata: \[\{\},\[\[/)
  expect(text).toContain('"message":"third"')
  all.close()
  expect(await all.next()).toBeUndefined()
})

test('a damaged database is set aside and made again of the log', async () => {
  const folder = makeFolder()
  const first = start(folder)
  await first.append(entry('kept'))
  await until(
    () => titles(first),
    ({ length }) => length === 1,
  )
  await first.close()
  writeFileSync(join(folder, 'footlight.db'), Buffer.alloc(9000, 'garbage'))
  const events: StoreEvent[] = []
  const second = start(folder, (event) => events.push(event))
  expect(
    await until(
      () => titles(second),
      ({ length }) => length === 1,
    ),
  ).toEqual(['kept'])
  expect(events).toContainEqual(
    expect.objectContaining({ type: 'trouble', code: 'database-damaged' }),
  )
})

import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { openDatabase } from './driver/open-database.ts'
import type { LogEntry } from './log/entry.ts'
import { openStore } from './store.ts'
import type { Store, StoreEvent, StoreOptions } from './store.ts'

const worker = new URL('./worker-fixture.js', import.meta.url)
const dyingWorker = new URL('./dying-worker-fixture.js', import.meta.url)
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

function start(folder: string, more: Partial<StoreOptions> = {}): Store {
  const store = openStore({ folder, maxBytes: 1 << 30, hosts: [], worker, ...more })
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

/** What a stream says next, until it has said so many arrivals. */
async function readStream(
  { next }: Awaited<ReturnType<Store['stream']>>,
  wanted: number,
): Promise<readonly string[]> {
  const said: string[] = []
  while (said.length < wanted) {
    const text = Buffer.from((await next()) ?? []).toString()
    said.push(...[...text.matchAll(/"message":"([^"]*)"/g)].map(([, message = '']) => message))
  }
  return said
}

test('a reader that was away for long gets everything that it missed', async () => {
  const store = start(makeFolder())
  const seen = entry('seen')
  await store.append(seen)
  const messages = Array.from({ length: 700 }, (_, at) => `missed ${at}`)
  for (const message of messages) await store.append(entry(message))
  await titles(store)
  await until(
    () => Promise.resolve(store.state()),
    ({ backlog }) => backlog === 0,
  )
  expect(await readStream(await store.stream(seen.facts.id, false), 700)).toEqual(messages)
  expect(await readStream(await store.stream(undefined, false), 500)).toEqual(messages.slice(-500))
})

test('a slow reader misses nothing of what is packed while it reads', async () => {
  const folder = makeFolder()
  const log = join(folder, 'log')
  const store = start(folder, { maxBytes: 1 << 25 })
  const messages = Array.from({ length: 40 }, (_, at) => `${at} ${'x'.repeat(100_000)}`)
  const [first = '', ...others] = messages
  await store.append(entry(first))
  await until(
    () => titles(store),
    ({ length }) => length === 1,
  )
  const reader = await store.stream(undefined, false)
  for (const message of others.slice(0, 20)) await store.append(entry(message))
  const early = await store.stream(undefined, false)
  const begun = await readStream(early, 1)
  expect(begun.length).toBeLessThan(10)
  for (const message of others.slice(20)) await store.append(entry(message))
  await until(
    () => Promise.resolve(readdirSync(log).filter((name) => name.includes('.pack'))),
    ({ length }) => length >= 3,
  )
  const rest = await readStream(early, messages.length - begun.length)
  expect([...begun, ...rest]).toEqual(messages)
  expect(await readStream(reader, 40)).toEqual(messages)
})

test.each<[string, (store: Store) => Promise<unknown>]>([
  ['writer', titles],
  ['reader', titles],
  ['streamer', async (store) => store.stream(undefined, false)],
  ['sql', async (store) => titlesBySql(store)],
])('a %s that could not start is started again', async (role, ask) => {
  const folder = makeFolder()
  const forbidden = join(folder, `no-${role}`)
  writeFileSync(forbidden, '')
  const program = `import { existsSync } from 'node:fs'
    import { workerData } from 'node:worker_threads'
    if (existsSync(workerData.folder + '/no-' + workerData.role)) throw new Error('not now')
    await import(${JSON.stringify(worker.href)})`
  const failing = new URL(`data:text/javascript,${encodeURIComponent(program)}`)
  const store = start(folder, { worker: failing })
  // Where one connection does everything there is no such worker.
  await ask(store).catch(() => undefined)
  rmSync(forbidden)
  await until(
    () => ask(store).catch(() => undefined),
    (answer) => answer !== undefined,
  )
})

async function titlesBySql(store: Store): Promise<string> {
  const answer = await store.sql('SELECT title FROM events', 10)
  if (!answer.ok) throw new Error(answer.failure.message)
  return answer.json
}

test('what was answered before a clearing is cleared, also what had no rows yet', async () => {
  const store = start(makeFolder())
  await titles(store)
  await Promise.all(Array.from({ length: 3000 }, (_, at) => store.append(entry(`before ${at}`))))
  await store.run({ type: 'clear', before: undefined, service: undefined })
  await store.append(entry('after'))
  await until(
    () => titles(store),
    (all) => all.includes('after'),
  )
  expect(await titles(store)).toEqual(['after'])
})

test('an arrival that ends every worker is listed, and those behind it are read', async () => {
  const store = start(makeFolder(), { worker: dyingWorker })
  await store.append(entry('before'))
  const deadly = entry('deadly')
  await store.append(deadly)
  await store.append(entry('after'))
  const listed = await until(
    () => titles(store).catch(() => []),
    ({ length }) => length === 2,
  )
  expect(listed).toEqual(['before', 'after'])
  const answer = await store.ask('envelopes', {})
  const { items } = JSON.parse(answer.ok ? answer.json : '{}') as {
    items: readonly { id: string; problems: readonly { code: string; detail: string }[] }[]
  }
  expect(items).toHaveLength(3)
  const { problems } = items.find(({ id }) => id === deadly.facts.id) ?? {}
  expect(problems).toMatchObject([{ code: 'body-format' }])
  expect(problems?.[0]?.detail).toContain('ended with 1')
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
  const second = start(folder, { onEvent: (event) => events.push(event) })
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

/** Puts nonsense in the place of an index that no start looks into. The file looks the same. */
async function damageIndex(folder: string): Promise<void> {
  const path = join(folder, 'footlight.db')
  const copy = join(makeFolder(), 'copy.db')
  copyFileSync(path, copy)
  const database = await openDatabase({ path: copy, isReadOnly: false }, 'wasm')
  const sql = "SELECT rootpage FROM sqlite_master WHERE name = 'arrival_time'"
  const page = Number(database.get(sql, [])?.['rootpage'])
  const size = Number(database.get('PRAGMA page_size', [])?.['page_size'])
  database.close()
  const { atimeMs, mtimeMs } = statSync(path)
  const pages = readFileSync(path)
  writeFileSync(path, pages.fill('garbage', (page - 1) * size, page * size))
  utimesSync(path, new Date(atimeMs), new Date(Math.round(mtimeMs)))
}

async function leave(folder: string, messages: readonly string[]): Promise<void> {
  const store = start(folder)
  for (const message of messages) await store.append(entry(message))
  await until(
    () => titles(store),
    ({ length }) => length === messages.length,
  )
  await store.close()
}

describe('a database of which a part is damaged', () => {
  test('is found out behind a start that was no clean one, and made again of the log', async () => {
    const folder = makeFolder()
    await leave(folder, ['one', 'two'])
    await damageIndex(folder)
    rmSync(join(folder, 'footlight.db-shutdown'))
    const events: StoreEvent[] = []
    const store = start(folder, { onEvent: (event) => events.push(event) })
    await until(
      () => Promise.resolve(events),
      (all) => all.some((event) => event.type === 'trouble' && event.code === 'database-damaged'),
    )
    const found = await until(
      () => titles(store).catch(() => []),
      ({ length }) => length === 2,
    )
    expect(found).toEqual(['one', 'two'])
    expect(events.map(({ type }) => type)).not.toContain('broken')
    await store.append(entry('three'))
    await until(
      () => titles(store),
      ({ length }) => length === 3,
    )
  })

  test('is not looked for behind a clean start, which would read all of it', async () => {
    const folder = makeFolder()
    await leave(folder, ['one'])
    await damageIndex(folder)
    const events: StoreEvent[] = []
    const store = start(folder, { onEvent: (event) => events.push(event) })
    expect((await store.ask('health', {})).ok).toBe(true)
    await until(
      () => Promise.resolve(store.state()),
      ({ backlog }) => backlog === 0,
    )
    await store.close()
    expect(events.filter(({ type }) => type === 'trouble' || type === 'restarted')).toEqual([])
  })
})

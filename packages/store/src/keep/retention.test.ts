import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { blockRows } from '../block/block.ts'
import { runCommand } from '../command.ts'
import type { Command, IssueMark } from '../command.ts'
import { drivers } from '../driver/drivers-fixture.ts'
import { openFilledStore, testNow, toLogItem } from '../filled-store-fixture.ts'
import type { Arriving, FilledStore } from '../filled-store-fixture.ts'
import { readPosition } from '../log/position.ts'
import { removeLeftovers } from './leftovers.ts'
import { packSegment } from './pack.ts'
import { createRetention } from './retention.ts'

function toHex(number: number, length: number): string {
  return number.toString(16).padStart(length, '0')
}

function toTraceId(index: number): string {
  return toHex(index + 1, 32)
}

/** One trace in one arrival, with a log, and an error in every second. */
function toTrace(index: number, padding = 0): Arriving {
  const trace_id = toTraceId(index)
  const time = testNow / 1000 + index
  const transaction = {
    type: 'transaction',
    event_id: trace_id,
    transaction: `GET /${index}`,
    start_timestamp: time,
    timestamp: time + 1,
    contexts: { trace: { trace_id, span_id: toHex(index + 1, 16), op: 'http.server' } },
    extra: { padding: 'x'.repeat(padding) },
  }
  const event = {
    event_id: toHex(index + 1_000_000, 32),
    timestamp: time,
    exception: { values: [{ type: `E${index % 4}`, value: 'no' }] },
    contexts: { trace: { trace_id, span_id: toHex(index + 1, 16) } },
  }
  return {
    id: `a${index}`,
    receivedAt: testNow + index * 1000,
    service: index % 2 === 0 ? 'web' : 'api',
    items: [
      [{ type: 'transaction' }, transaction],
      ...(index % 2 === 0 ? [[{ type: 'event' }, event] as const] : []),
      toLogItem([{ body: `log ${index}`, traceId: trace_id }]),
    ],
  }
}

const packAll = (store: FilledStore): void => {
  const retention = createRetention(store.database, { ...store, maxBytes: Infinity })
  const current = readPosition(store.database).segment
  for (let round = 0; round < 100; round++) {
    const segment = retention.nextToPack(current)
    if (segment === undefined) return
    const steps = packSegment(store.database, store.log, segment)
    while (steps.next().done !== true);
  }
  throw new Error('packing does not come to an end')
}

describe.each(drivers)('by %s', (driver) => {
  let store: FilledStore

  beforeEach(async () => {
    store = await openFilledStore(driver)
  })

  afterEach(() => store.close())

  const run = (command: Command, maxBytes = Infinity): void => {
    const retention = createRetention(store.database, { ...store, maxBytes })
    expect(runCommand(store.database, retention, command)).toMatchObject({ ok: true })
    store.reader.forget()
  }

  const clear = (before?: number, service?: string): void => run({ type: 'clear', before, service })

  const totals = (): Readonly<Record<string, number>> =>
    Object.fromEntries(
      ['traces', 'spans', 'logs', 'events', 'issues', 'envelopes'].map((path) => [
        path,
        store.list(path, { limit: '0' }).total,
      ]),
    )

  const decide = (type: string, mark: IssueMark): void => {
    const [issue] = store.list<{ id: string }>('issues', { query: `type:${type}` }).items
    run({ type: 'mark-issue', id: issue?.id ?? '', mark, time: testNow + 60_000 })
  }

  const toStatuses = () => {
    const { items } = store.list<{ type: string; status: string }>('issues', { sort: 'type' })
    return items.map(({ type, status }) => `${type} ${status}`).toSorted()
  }

  const fill = async (count: number, padding = 0, first = 0): Promise<void> => {
    const size = count / 5
    for (let start = first; start < first + count; start += size) {
      await store.add(...Array.from({ length: size }, (_, at) => toTrace(start + at, padding)))
    }
  }

  test('clearing removes everything but what is pinned, with its trace, error and bytes', async () => {
    await fill(40)
    const [issue] = store.list<{ id: string }>('issues', { query: 'type:E2' }).items
    run({ type: 'pin-trace', id: toTraceId(3), isPinned: true })
    run({ type: 'mark-issue', id: issue?.id ?? '', mark: 'pin', time: testNow })
    clear()
    // The pinned trace, and the ten of which an error belongs to the pinned issue.
    expect(totals()).toEqual({
      traces: 11,
      spans: 11,
      logs: 11,
      events: 10,
      issues: 1,
      envelopes: 11,
    })
    expect(store.reader.rawBody('a3')).toBeDefined()
    expect(store.reader.rawBody('a4')).toBeUndefined()
    const health = store.ask('health')
    const { lost } = (health.ok ? health.value : {}) as { lost: readonly unknown[] }
    const facts = { by: 'evicted', reason: 'cleared', service: undefined }
    expect(lost).toContainEqual({ ...facts, category: 'span', quantity: 29 })
  })

  test.each([
    ['before a time', testNow + 20_000, undefined, 20],
    ['of a service', undefined, 'web', 20],
    ['of a service before a time', testNow + 20_000, 'web', 30],
    ['of a service that nobody is', undefined, 'nobody', 40],
  ])('clearing what came %s leaves the rest', async (_what, before, service, left) => {
    await fill(40)
    clear(before, service)
    expect(totals()).toMatchObject({ traces: left, spans: left, logs: left, envelopes: left })
    const services = store.list<{ service: string }>('spans').items.map((span) => span.service)
    expect(services).toHaveLength(left)
  })

  test('clearing what one service sent leaves the bytes of copies that others sent', async () => {
    const event = [{ type: 'event' }, { event_id: 'c'.repeat(32), message: 'once' }] as const
    for (const id of ['first', 'copy']) await store.add({ id, service: 'web', items: [event] })
    expect(totals()).toMatchObject({ events: 1, envelopes: 2 })
    for (const service of ['nobody', 'api']) clear(undefined, service)
    expect(store.reader.rawBody('copy')).toBeDefined()
    clear(undefined, 'web')
    expect(totals()).toMatchObject({ events: 0, envelopes: 0 })
  })

  test('a trace that goes on stays whole', async () => {
    await fill(10)
    await store.add({
      items: [toLogItem([{ body: 'late', traceId: toTraceId(2) }])],
      receivedAt: testNow + 60_000,
    })
    clear(testNow + 50_000)
    expect(totals()).toMatchObject({ traces: 1, spans: 1, logs: 2, events: 1 })
    expect(store.ask(`traces/${toTraceId(2)}`)).toMatchObject({ value: { spanCount: 1 } })
  })

  test('what comes after a clearing is found, in the middle of a block and behind it', async () => {
    const logs = Array.from({ length: blockRows + 10 }, (_, index) => ({ body: `old ${index}` }))
    await store.add({ items: [toLogItem(logs.slice(0, 2000))], service: 'web' })
    await store.add({ items: [toLogItem(logs.slice(2000))], service: 'api' })
    clear(undefined, 'api')
    await store.add({ items: [toLogItem([{ body: 'new', attributes: { fresh: 'yes' } }])] })
    expect(store.list('logs', { query: 'fresh:yes' }).items).toHaveLength(1)
    expect(store.list('logs', { query: 'body:new' }).items).toHaveLength(1)
    expect(store.list('logs', { query: 'old' }).total).toBe(2000)
    clear()
    await store.add({ items: [toLogItem([{ body: 'newer', attributes: { fresh: 'yes' } }])] })
    expect(store.list('logs', { query: 'fresh:yes' }).items).toMatchObject([{ body: 'newer' }])
    expect(totals()).toMatchObject({ logs: 1 })
  })

  test('the oldest go until the store is small enough, and its files with them', async () => {
    await fill(400, 4000)
    await store.add(toTrace(400))
    const maxBytes = 800_000
    const retention = createRetention(store.database, { ...store, maxBytes })
    expect(retention.isTooLarge()).toBe(true)
    for (let round = 0; retention.isTooLarge() && round < 50; round++) {
      expect(retention.evictOldest()).toBe(true)
      packAll(store)
    }
    store.reader.forget()
    expect(retention.bytes()).toBeLessThan(maxBytes)
    const { traces = 0, spans, logs } = totals()
    expect({ spans, logs }).toEqual({ spans: traces, logs: traces })
    expect(traces).toBeGreaterThan(20)
    expect(store.list('traces', { sort: '-start' }).items[0]).toMatchObject({ name: 'GET /400' })
    expect(store.list('logs', { query: 'log 400' }).items).toHaveLength(1)
    // An open write-ahead log would hold what the database gave back.
    const files = [store.folder, store.log].flatMap((folder) =>
      readdirSync(folder, { withFileTypes: true })
        .filter((file) => file.isFile())
        .map(({ name }) => statSize(join(folder, name))),
    )
    expect(files.reduce((sum, size) => sum + size, 0)).toBeLessThan(maxBytes * 1.1)
  })

  test('what is pinned stays even if it is too much, and is not asked again and again', async () => {
    await fill(10)
    for (let index = 0; index < 10; index++)
      run({ type: 'pin-trace', id: toTraceId(index), isPinned: true })
    const retention = createRetention(store.database, { ...store, maxBytes: 1 })
    expect(retention.evictOldest()).toBe(true)
    expect(retention.evictOldest()).toBe(false)
    expect(totals()).toMatchObject({ traces: 10, spans: 10, logs: 10 })
  })

  test('what a person decided of an issue holds when it comes back', async () => {
    await fill(10)
    decide('E0', 'mute')
    decide('E2', 'resolve')
    expect(toStatuses()).toEqual(['E0 muted', 'E2 resolved'])
    clear()
    expect(toStatuses()).toEqual([])
    await fill(10, 0, 100)
    expect(toStatuses()).toEqual(['E0 muted', 'E2 regressed'])
    decide('E0', 'unmute')
    clear()
    await fill(10, 0, 200)
    expect(toStatuses()).not.toContain('E0 muted')
  })

  test('the segment that is written to is never removed', async () => {
    await fill(20)
    const { segment } = readPosition(store.database)
    clear()
    expect(readdirSync(store.log)).toEqual([`${String(segment).padStart(10, '0')}.log`])
  })

  const bodies = (): readonly (string | undefined)[] =>
    Array.from({ length: 30 }, (_, index) => {
      const raw = store.reader.rawBody(`a${index}`)
      return raw && Buffer.from(raw.body).toString('base64')
    })

  describe('a packed segment', () => {
    test('is smaller, and every body in it is as it came', async () => {
      await fill(30, 3000)
      const before = bodies()
      const size = folderSize(store.log)
      packAll(store)
      expect(bodies()).toEqual(before)
      expect(before).not.toContain(undefined)
      expect(folderSize(store.log)).toBeLessThan(size * 0.6)
      expect(store.list('events', { limit: '20' }).items[0]).toMatchObject({
        exceptions: [{ value: 'no' }],
      })
    })

    test('has no more what was cleared', async () => {
      await fill(30, 3000)
      clear(undefined, 'api')
      packAll(store)
      packAll(store)
      const kept = bodies().map((body) => body !== undefined)
      expect(kept).toEqual(Array.from({ length: 30 }, (_, index) => index % 2 === 0))
    })

    test('is read into a new database as it was in the old', async () => {
      await fill(30, 3000)
      packAll(store)
      const before = { bodies: bodies(), totals: totals() }
      const { folder } = store
      store.database.close()
      for (const name of readdirSync(folder)) {
        if (name.startsWith('footlight.db')) rmSync(join(folder, name))
      }
      store = await openFilledStore(driver, folder)
      removeLeftovers(store.database, store.log, readPosition(store.database))
      store.readLog()
      expect({ bodies: bodies(), totals: totals() }).toEqual(before)
    })

    test('is told from what a killed process left', async () => {
      await fill(30, 3000)
      packAll(store)
      const files = readdirSync(store.log).toSorted()
      const before = bodies()
      const [pack = ''] = files.filter((name) => name.includes('.pack'))
      for (const name of [
        `${pack}.part`,
        pack.replace('.pack1', '.pack7'),
        pack.replace('.pack1', '.log'),
      ])
        writeFileSync(join(store.log, name), 'half')
      removeLeftovers(store.database, store.log, readPosition(store.database))
      expect(readdirSync(store.log).toSorted()).toEqual(files)
      expect(bodies()).toEqual(before)
      expect(existsSync(join(store.log, pack))).toBe(true)
    })
  })
})

function statSize(path: string): number {
  return statSync(path).size
}

function folderSize(folder: string): number {
  return readdirSync(folder).reduce((sum, name) => sum + statSize(join(folder, name)), 0)
}

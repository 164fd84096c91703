import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { blockRows } from '../block/block.ts'
import { drivers } from '../driver/drivers-fixture.ts'
import { openFilledStore, testNow, toLogItem } from '../filled-store-fixture.ts'
import type { Arriving, FilledStore } from '../filled-store-fixture.ts'

const rows = blockRows * 2 + 700
const metricRows = blockRows + 200

/** Names that JavaScript and SQLite sort in different orders, with and without case. */
const names = ['b', 'B', '\u{1F3AD}', '\uFF21', 'a', 'zz', 'é', '']

async function fill(store: FilledStore): Promise<void> {
  const logs = Array.from({ length: rows }, (_, index) => ({
    body: `${names[(index * 7) % names.length]}${index % 3}`,
    // Out of step with their order, and often the same.
    time: testNow - ((index * 7919) % 500) * 1000,
    traceId: (index % 4).toString().repeat(32),
  }))
  await store.add({ items: [toLogItem(logs)], service: 'web' })
  // Check-ins mostly have no duration.
  await store.add(
    ...Array.from({ length: metricRows }, (_, index) => ({
      items: [
        [
          { type: 'check_in' },
          {
            check_in_id: index.toString(16).padStart(32, '0'),
            monitor_slug: names[index % names.length] || 'none',
            status: 'ok',
            ...(index % 5 === 0 ? { duration: (index * 31) % 90 } : {}),
          },
        ],
      ] as const,
      receivedAt: testNow - index,
    })),
  )
  const traces = Array.from({ length: 60 }, (_, index): Arriving => {
    const traceId = (index + 256).toString(16).padStart(32, '0')
    return {
      items: [
        [
          { type: 'transaction' },
          {
            type: 'transaction',
            event_id: (index + 4096).toString(16).padStart(32, '0'),
            transaction: names[index % names.length],
            start_timestamp: (testNow - (index % 9) * 1000) / 1000,
            timestamp: testNow / 1000,
            contexts: {
              trace: {
                trace_id: traceId,
                span_id: (index + 1).toString(16).padStart(16, '0'),
                op: 'http.server',
                ...(index % 3 === 0 ? { status: 'ok' } : {}),
              },
            },
          },
        ],
        [
          { type: 'event' },
          {
            event_id: (index + 9000).toString(16).padStart(32, '0'),
            timestamp: testNow / 1000 - index,
            exception: { values: [{ type: `E${index % 20}`, value: 'same' }] },
          },
        ],
      ],
      receivedAt: testNow - index * 10,
    }
  })
  await store.add(...traces)
}

type Row = Readonly<Record<string, unknown>>

function idOf(item: Row): string {
  return String(item['id'] ?? item['spanId'] ?? item['traceId'])
}

describe.each(drivers)('pages by %s', (driver) => {
  let store: FilledStore

  beforeAll(async () => {
    store = await openFilledStore(driver)
    await fill(store)
  }, 60_000)

  afterAll(() => store.close())

  const readAll = (path: string, sort: string, limit: number): readonly Row[] => {
    const items: Row[] = []
    let cursor = ''
    for (;;) {
      const page = store.list<Row>(path, { sort, limit: String(limit), cursor })
      items.push(...page.items)
      if (page.next === null) return items
      cursor = page.next
    }
  }

  test.each([
    ['logs', 'time', 'time'],
    ['logs', 'body', 'body'],
    ['logs', 'severity_number', 'severityNumber'],
    ['logs', 'template', 'template'],
    ['checkins', 'duration', 'duration'],
    ['checkins', 'monitor', 'monitor'],
    ['checkins', 'time', 'time'],
    ['traces', 'start', 'start'],
    ['traces', 'name', 'name'],
    ['traces', 'status', 'status'],
    ['traces', 'duration', 'duration'],
    ['spans', 'duration', 'duration'],
    ['issues', 'last_seen', 'lastSeen'],
    ['issues', 'count', 'count'],
    ['events', 'title', 'title'],
    ['envelopes', 'time', 'receivedAt'],
    ['envelopes', 'size', 'size'],
  ])('of %s by %s hold every row once, in order', (path, sort, field) => {
    for (const [order, direction] of [
      [sort, 1],
      [`-${sort}`, -1],
    ] as const) {
      const items = readAll(path, order, path === 'logs' ? 997 : 137)
      const { total } = store.list(path, { limit: '0' })
      expect(new Set(items.map(idOf)).size).toBe(items.length)
      expect(items).toHaveLength(total)
      const misplaced = items.findIndex(
        (item, index) =>
          index > 0 && compare(items[index - 1]?.[field], item[field]) * direction > 0,
      )
      expect({ order, misplaced }).toEqual({ order, misplaced: -1 })
    }
  })

  test('of nothing have no cursor', () => {
    expect(store.list('logs', { limit: '0' })).toMatchObject({ items: [], next: null })
    expect(store.list('logs', { query: 'body:nothing' })).toEqual({
      items: [],
      next: null,
      total: 0,
      isTotalExact: true,
    })
  })

  test('stay as they were while rows arrive between them', async () => {
    const before = readAll('logs', '-time', 5000).map(idOf)
    const pages: Row[] = []
    let cursor = ''
    for (let page = 0; page < 6; page++) {
      const { items, next } = store.list<Row>('logs', { sort: '-time', limit: '500', cursor })
      pages.push(...items)
      cursor = next ?? ''
      await store.add({ items: [toLogItem([{ body: 'late', time: testNow + page * 1000 }])] })
    }
    expect(pages.map(idOf)).toEqual(before.slice(0, 3000))
  })

  test.each([
    ['another order', 'logs', { sort: 'body' }, 'cursor'],
    ['no cursor', 'logs', { cursor: 'bm9uc2Vuc2U' }, 'cursor'],
    ['a limit that is none', 'logs', { limit: '-1' }, 'limit'],
    ['a part of a row', 'logs', { limit: '1.5' }, 'limit'],
    ['more than fits', 'logs', { limit: '5001' }, 'limit'],
    ['a sort that is none', 'logs', { sort: 'nonsense' }, 'sort'],
    ['a sort of attributes', 'traces', { sort: '-user.id' }, 'sort'],
    ['a path that is none', 'nothing', {}, 'path'],
    ['a path of the language', 'constructor', {}, 'path'],
    ['a query that does not read', 'logs', { query: 'level:' }, 'query-value-missing'],
    ['a state that is none', 'logs', { query: 'is:purple' }, 'query-is'],
    ['a sum in a list', 'logs', { query: 'p95(duration):>1s' }, 'query-aggregate'],
  ])('asked for with %s are refused, with what would be right', (_what, path, parameters, code) => {
    const cursor = store.list('logs', { limit: '1' }).next ?? ''
    const answer = store.ask(path, { cursor, ...parameters })
    if (answer.ok) throw new Error('it was answered')
    expect(answer.status).toBe(code === 'path' ? 404 : 400)
    expect(answer.failure.code).toBe(code)
    expect(answer.failure.fix).toMatch(/\w/)
  })
})

/** Nothing first, then numbers, then texts by code points. */
function compare(a: unknown, b: unknown): number {
  if (typeof a === 'string' && typeof b === 'string') return Buffer.from(a).compare(Buffer.from(b))
  return (typeof a === 'number' ? a : -Infinity) - (typeof b === 'number' ? b : -Infinity) || 0
}

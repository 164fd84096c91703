import { gzipSync } from 'node:zlib'
import type { PageLoadRecord } from 'protocol'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { drivers } from '../driver/drivers-fixture.ts'
import { openFilledStore, testNow, toLogItem } from '../filled-store-fixture.ts'
import type { Arriving, FilledStore } from '../filled-store-fixture.ts'

const trace_id = 'a'.repeat(32)
const time = testNow / 1000

const toNanoseconds = (milliseconds: number) => Math.round(milliseconds * 1e6)

type Item = readonly [object, unknown]

function toSpanId(number: number): string {
  return number.toString(16).padStart(16, '0')
}

function transaction(
  name: string,
  number: number,
  more: object = {},
  spans: readonly object[] = [],
): Item {
  return [
    { type: 'transaction' },
    {
      type: 'transaction',
      event_id: number.toString(16).padStart(32, '0'),
      transaction: name,
      start_timestamp: time,
      timestamp: time + 1,
      contexts: { trace: { trace_id, span_id: toSpanId(number), op: 'http.server', ...more } },
      spans,
    },
  ]
}

function span(
  number: number,
  parent: number | undefined,
  start: number,
  duration: number,
  more: object = {},
): object {
  return {
    trace_id,
    span_id: toSpanId(number),
    ...(parent === undefined ? {} : { parent_span_id: toSpanId(parent) }),
    op: 'db',
    description: `span ${number}`,
    start_timestamp: time + start / 1000,
    timestamp: time + (start + duration) / 1000,
    ...more,
  }
}

function resource(name: string, at: number): object {
  return { type: 'resource', name, time: testNow + at }
}

function error(id: number, type: string, at = 0): Item {
  return [
    { type: 'event' },
    {
      event_id: id.toString(16).padStart(32, 'e'),
      timestamp: time + at,
      exception: { values: [{ type, value: 'no' }] },
    },
  ]
}

const tracedError: readonly [object, object] = [{ type: 'event' }, { message: 'Lost' }]

const toHeader = (more: object): object => ({
  trace: { trace_id, sample_rate: '0.25', sample_rand: '0.1', sampled: 'true', ...more },
})

const session: Item = [
  { type: 'session' },
  { sid: 'ab12', init: true, status: 'ok', started: new Date(testNow).toISOString(), errors: 0 },
]

describe.each(drivers)('by %s', (driver) => {
  let store: FilledStore

  beforeEach(async () => {
    store = await openFilledStore(driver)
  })

  afterEach(() => store.close())

  const totalOf = (path: string, query = ''): number =>
    store.list(path, { limit: '0', query }).total

  const readTrace = (part = ''): Record<string, unknown> => {
    const answer = store.ask(`traces/${trace_id}${part}`)
    if (!answer.ok) throw new Error(answer.failure.message)
    return answer.value as Record<string, unknown>
  }

  const lostTraces = (): unknown =>
    store.database.all("SELECT reason, quantity FROM loss WHERE category = 'trace'", [])

  const status = (query: string): unknown => store.list('issues', { query }).items[0]?.['status']

  describe('a trace', () => {
    test('whose head comes last is called by it', async () => {
      await store.add({ items: [transaction('child', 2, { parent_span_id: toSpanId(1) })] })
      expect(store.list('traces').items).toMatchObject([{ name: 'child', spanCount: 1 }])
      await store.add({ items: [transaction('GET /', 1)] })
      expect(store.list('traces').items).toMatchObject([{ name: 'GET /', spanCount: 2 }])
      await store.add({ items: [transaction('later child', 3, { parent_span_id: toSpanId(1) })] })
      expect(store.list('traces').items).toMatchObject([{ name: 'GET /', spanCount: 3 }])
    })

    test('tells of parents that never came', async () => {
      await store.add({ items: [transaction('GET /', 1, {}, [span(5, 99, 0, 10)])] })
      expect(readTrace()).toMatchObject({ missing: [toSpanId(99)], spanCount: 2 })
    })

    describe('that was sampled', () => {
      test('says at which rate, who decided, and once how many were not', async () => {
        await store.add(
          { items: [transaction('GET /', 1)], header: toHeader({ transaction: 'GET /' }) },
          { items: [error(1, 'Lost')], header: toHeader({ transaction: 'GET /' }) },
          { items: [transaction('api', 4, { parent_span_id: toSpanId(1) })], header: toHeader({}) },
        )
        expect(readTrace()).toMatchObject({
          sampling: { rate: 0.25, rand: 0.1, isSampled: true, head: 'GET /' },
        })
        expect(lostTraces()).toMatchObject([{ reason: 'traces sampled at 0.25', quantity: 3 }])
        expect(totalOf('traces', 'sample_rate:<0.5')).toBe(1)
        expect(totalOf('traces', 'sample_rate:1')).toBe(0)
      })

      test('away says so, and stands for no others', async () => {
        const lone = { ...tracedError[1], contexts: { trace: { trace_id, span_id: toSpanId(1) } } }
        const header = toHeader({ sampled: 'false', sample_rand: '0.9' })
        await store.add({ items: [[tracedError[0], lone]], header })
        expect(readTrace()).toMatchObject({ sampling: { rate: 0.25, rand: 0.9, isSampled: false } })
        expect(lostTraces()).toEqual([])
      })

      test('is none of which only a session has told', async () => {
        await store.add({ items: [session], header: toHeader({}) })
        expect(store.database.all('SELECT no FROM trace', [])).toEqual([])
      })
    })

    test('keeps one of two spans with the same id, and both of their bytes', async () => {
      const items = [transaction('GET /', 1, {}, [span(2, 1, 100, 300)])]
      await store.add(
        { id: 'one', items, channel: 'dsn' },
        { id: 'two', items, channel: 'spotlight' },
      )
      expect(store.list('traces').items).toMatchObject([{ spanCount: 2 }])
      expect(totalOf('spans')).toBe(2)
      const rows = store.database.all('SELECT event_id FROM transaction_', [])
      expect(rows).toHaveLength(1)
      expect(store.reader.rawBody('one')).toEqual(store.reader.rawBody('two'))
    })

    test('has self times, and clocks out of step are brought together', async () => {
      await store.add(
        {
          items: [transaction('GET /', 1, {}, [span(2, 1, 100, 600), span(3, 1, 500, 300)])],
          service: 'web',
        },
        {
          items: [transaction('api', 4, { parent_span_id: toSpanId(2) })].map(slow),
          service: 'api',
        },
      )
      const { spans } = readTrace() as { spans: readonly Record<string, unknown>[] }
      const byId = new Map(spans.map((item) => [item['spanId'], item]))
      expect(byId.get(toSpanId(1))).toMatchObject({ selfTime: 300 })
      // An hour slow, and in the middle of the span that called it.
      expect(byId.get(toSpanId(4))).toMatchObject({
        clockShift: 3_600_000 + 100,
        start: testNow + 100,
      })
      expect(store.list('spans', { query: `id:${toSpanId(1)}` }).items).toMatchObject([
        { selfTime: 300 },
      ])
    })

    test('has an outline, which places its spans as the whole does and says less of them', async () => {
      const data = { 'http.response.status_code': 404, 'http.route': '/cart' }
      await store.add(
        { items: [transaction('GET /', 1, {}, [{ ...span(2, 1, 100, 600), data }])] },
        {
          items: [transaction('api', 4, { parent_span_id: toSpanId(2) })].map(slow),
          service: 'api',
        },
      )
      const whole = readTrace()
      const { start, services, spans } = whole as {
        start: number
        services: readonly string[]
        spans: readonly Record<string, unknown>[]
      }
      const columnOf = (name: string) => spans.map((each) => each[name] ?? null)
      const expected = {
        ...Object.fromEntries(
          ['spanId', 'parentSpanId', 'op', 'name', 'status'].map((name) => [name, columnOf(name)]),
        ),
        start: columnOf('start').map((begin) => toNanoseconds(Number(begin) - start)),
        duration: columnOf('duration').map((length) => toNanoseconds(Number(length))),
        service: columnOf('service').map((service) => services.indexOf(String(service))),
        answers: { [toSpanId(2)]: { 'http.response.status_code': 404 } },
      }
      expect(readTrace('/outline')).toEqual({ ...whole, spans: expected })
    })

    test('of nothing but a metric is none', async () => {
      const metric = { timestamp: time, trace_id, name: 'hits', type: 'counter', value: 1 }
      const header = {
        type: 'trace_metric',
        item_count: 1,
        content_type: 'application/vnd.sentry.items.trace-metric+json',
      }
      await store.add({ items: [[header, { items: [metric] }]] })
      expect(store.list('metrics').items).toMatchObject([{ name: 'hits', traceId: trace_id }])
      for (const query of ['', '!op:db']) {
        expect(store.list('traces', { query })).toMatchObject({ items: [], total: 0 })
      }
    })

    test("of an SDK's own posts is none, and they are counted", async () => {
      const own = { op: 'http.client', data: { 'http.url': 'http://127.0.0.1:8969/stream' } }
      const items: Item[] = [
        [
          {
            type: 'span',
            item_count: 1,
            content_type: 'application/vnd.sentry.items.span.v2+json',
          },
          {
            items: [
              {
                trace_id,
                span_id: toSpanId(1),
                name: 'POST http://127.0.0.1:8969/stream',
                start_timestamp: time,
                end_timestamp: time + 1,
                attributes: {
                  'sentry.op': { value: own.op, type: 'string' },
                  'http.url': { value: own.data['http.url'], type: 'string' },
                },
              },
            ],
          },
        ],
      ]
      await store.add({ items, host: '127.0.0.1:8969' })
      expect(totalOf('traces')).toBe(0)
      expect(totalOf('spans')).toBe(0)
      expect(store.ask('health')).toMatchObject({ value: { counts: { ownPosts: 1 } } })
    })
  })

  describe('an issue', () => {
    test('counts each event once, by whichever way and however often it comes', async () => {
      await store.add(
        { items: [error(1, 'E')], channel: 'dsn' },
        { items: [error(1, 'E')], channel: 'spotlight' },
        { items: [error(1, 'E')], channel: 'dsn' },
        { items: [error(2, 'E', 5)] },
        { items: [error(3, 'F')] },
      )
      expect(store.list('issues', { query: 'type:E' }).items).toMatchObject([
        { count: 2, firstSeen: testNow, lastSeen: testNow + 5000 },
      ])
      expect(totalOf('issues')).toBe(2)
      expect(totalOf('envelopes')).toBe(5)
    })

    test('goes through its states, and each can be asked for', async () => {
      const mark = (name: string, at: number): void => {
        const [issue] = store.list<{ id: string }>('issues').items
        const sql: Record<string, string> = {
          acknowledge: 'acknowledged_at = ?',
          resolve: 'resolved_at = ?',
          mute: 'is_muted = 1 + 0 * ?',
        }
        store.database.run(`UPDATE issue SET ${sql[name]} WHERE id = ?`, [at, issue?.id ?? ''])
      }
      await store.add({ items: [error(1, 'E')] })
      expect(status('is:new')).toBe('new')
      expect(status('is:unresolved')).toBe('new')
      mark('acknowledge', testNow)
      expect(status('is:ongoing')).toBe('ongoing')
      mark('resolve', testNow + 1)
      expect(status('is:resolved')).toBe('resolved')
      expect(totalOf('issues', 'is:unresolved')).toBe(0)
      await store.add({ items: [error(2, 'E')], receivedAt: testNow + 2 })
      expect(status('is:regressed')).toBe('regressed')
      expect(status('is:unresolved')).toBe('regressed')
      mark('mute', 0)
      expect(status('is:muted')).toBe('muted')
      for (const state of ['new', 'ongoing', 'resolved', 'regressed'])
        expect(totalOf('issues', `is:${state}`)).toBe(0)
    })

    test('is of the edit before it', async () => {
      const edit = { file: 'src/cart.ts', change: 'update', hunks: [], time: testNow - 1200 }
      await store.add({ items: [[{ type: 'footlight.edit' }, edit]] })
      await store.add({ items: [error(1, 'E')] })
      expect(store.list('issues').items).toMatchObject([
        { firstEdit: { file: 'src/cart.ts', time: testNow - 1200 } },
      ])
    })
  })

  test('a page load is one, however often it is told, with every entry that was', async () => {
    const tell = (more: object): Promise<void> => {
      const page = { id: 'p', tabId: 't', url: 'http://shop.test/', time: testNow, ...more }
      return store.add({ items: [[{ type: 'footlight.page_load' }, page]] })
    }
    await tell({ entries: [resource('a', 1), resource('b', 2)] })
    await tell({ duration: 90, entries: [{ ...resource('b', 2), duration: 7 }, resource('c', 3)] })
    const { items, total } = store.list<PageLoadRecord>('pages')
    expect(total).toBe(1)
    expect(items[0]?.duration).toBe(90)
    expect(items[0]?.entries.map(({ name, duration }) => [name, duration])).toEqual([
      ['a', 0],
      ['b', 7],
      ['c', 0],
    ])
  })

  test.each<[string, readonly Arriving[], number]>([
    ['on two channels at once', [{ channel: 'dsn' }, { channel: 'spotlight' }], 1],
    ['on one channel twice', [{ channel: 'dsn' }, { channel: 'dsn' }], 2],
    [
      'on two channels, but long after',
      [{ channel: 'dsn' }, { channel: 'spotlight', receivedAt: testNow + 10_001 }],
      2,
    ],
    [
      'twice on two channels each',
      [{ channel: 'dsn' }, { channel: 'spotlight' }, { channel: 'spotlight' }, { channel: 'dsn' }],
      2,
    ],
    ['from a drain and an SDK', [{ channel: 'dsn' }, { channel: 'drain' }], 2],
  ])('what has no id and comes %s', async (_how, ways, count) => {
    for (const item of [session, toLogItem([{ body: 'tick' }])]) {
      await store.add(...ways.map((way) => ({ ...way, items: [item] })))
    }
    expect({ sessions: totalOf('sessions'), logs: totalOf('logs') }).toEqual({
      sessions: count,
      logs: count,
    })
    expect(totalOf('envelopes')).toBe(ways.length * 2)
  })

  test('bytes are kept as they came, whatever they are', async () => {
    const bodies = [
      Buffer.from('{}\n{"type":"event"}\n{"message":"hello"}'),
      gzipSync('{}\n{"type":"event"}\n{"message":"packed"}'),
      Buffer.from([0, 255, 10, 13, 0]),
      Buffer.alloc(0),
    ]
    await store.add(
      ...bodies.map((body, index) => ({
        id: `b${index}`,
        body,
        ...(index === 1 ? { contentEncoding: 'gzip' } : {}),
      })),
    )
    for (const [index, body] of bodies.entries()) {
      const raw = store.reader.rawBody(`b${index}`)
      expect(Buffer.from(raw?.body ?? []).equals(body)).toBe(true)
    }
    expect(store.list('events', { sort: 'title' }).items).toMatchObject([
      { message: 'hello' },
      { message: 'packed' },
    ])
  })

  test('a large body whose file is gone is listed with the reason, and what follows is read', async () => {
    await store.add(
      { file: 'gone.body', size: 3_000_000, items: [] },
      { items: [toLogItem([{ body: 'behind' }])] },
    )
    expect(store.list('logs').items).toMatchObject([{ body: 'behind' }])
    expect(store.list('envelopes', { query: 'is:damaged' }).items).toMatchObject([
      { size: 3_000_000, problems: [{ detail: expect.stringContaining('gone.body') as string }] },
    ])
  })

  test('read again after a crash, the log writes nothing twice', async () => {
    await store.add({ items: [error(1, 'E'), toLogItem([{ body: 'tick' }]), session] })
    const before = ['events', 'logs', 'sessions', 'issues', 'envelopes'].map((path) =>
      store.list(path),
    )
    store.database.run(`UPDATE setting SET value = '0 0' WHERE name = 'position'`, [])
    store.readLog()
    expect(
      ['events', 'logs', 'sessions', 'issues', 'envelopes'].map((path) => store.list(path)),
    ).toEqual(before)
  })
})

/** An hour slow. */
function slow([header, payload]: Item): Item {
  const body = payload as { start_timestamp: number; timestamp: number }
  const start_timestamp = body.start_timestamp - 3600
  return [header, { ...body, start_timestamp, timestamp: start_timestamp + 0.6 }]
}

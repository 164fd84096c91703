import fc from 'fast-check'
import { checkUnits, readQuery, toMatcher, toQueryText } from 'protocol'
import type { QuerySubject } from 'protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { drivers } from '../driver/drivers-fixture.ts'
import { openFilledStore, testNow, toLogItem } from '../filled-store-fixture.ts'
import type { Arriving, FilledStore } from '../filled-store-fixture.ts'
import { toField, toUnitName } from '../query/field.ts'
import { toSubject, unite } from '../query/row-subject-fixture.ts'
import type { Item, SubjectKind } from '../query/row-subject-fixture.ts'
import { toSource } from '../query/source.ts'
import { toTrees, words } from '../query/trees-fixture.ts'

/** More than are looked at together, with more children than a block has. */
const traces = 2300

const ops = ['http.server', 'db', 'http.client', 'ui']
const users = [42, '42', 'Ada', true, '', ['web', 7]]

function toHex(number: number, length: number): string {
  return number.toString(16).padStart(length, '0')
}

/** A trace of two spans; some have logs and errors, some of other services. */
function toArriving(index: number): Arriving {
  const trace_id = toHex(index + 1, 32)
  const start = (testNow - index * 60_000) / 1000
  const root = toHex(index * 4 + 1, 16)
  const span = {
    trace_id,
    span_id: toHex(index * 4 + 2, 16),
    parent_span_id: root,
    op: ops[index % 4],
    description: index % 9 === 0 ? `SELECT ${index}` : 'tick',
    start_timestamp: start,
    timestamp: start + (index % 50) / 100,
    data: index % 6 === 0 ? { 'user.id': users[(index / 6) % users.length] } : {},
  }
  const trace = {
    trace_id,
    span_id: root,
    op: 'http.server',
    ...(index % 3 ? {} : { status: 'ok' }),
  }
  const transaction = {
    type: 'transaction',
    event_id: toHex(index + 1, 32),
    transaction: index % 7 === 0 ? 'GET /cart 200' : 'GET /',
    start_timestamp: start,
    timestamp: start + 1,
    contexts: { trace },
    spans: [span],
  }
  const event = {
    event_id: toHex(index + 100_000, 32),
    timestamp: start,
    level: index % 2 === 0 ? 'error' : 'info',
    exception: {
      values: [
        {
          type: `E${index % 17}`,
          value: index % 34 === 0 ? 'JWT expired for Ada' : 'tick',
          mechanism: { type: 'generic', handled: index % 34 !== 0 },
        },
      ],
    },
    tags: index % 8 === 0 ? { 'user.id': String(users[(index / 8) % users.length]) } : {},
    contexts: { trace },
  }
  const items: (readonly [object, unknown])[] = [[{ type: 'transaction' }, transaction]]
  if (index % 4 === 0) items.push([{ type: 'event' }, event])
  if (index % 10 === 0)
    items.push(toLogItem([{ body: 'far away', level: 'debug', traceId: trace_id }]))
  return { items, service: index % 5 === 0 ? 'api' : 'web' }
}

const keys = words(
  'user.id op name title message body level service status duration time trace type value missing',
)

describe.each(drivers)('by %s', (driver) => {
  let store: FilledStore
  let subjects: ReadonlyMap<string, ReadonlyMap<string, QuerySubject>>

  const readAll = (path: string): readonly Item[] => {
    const items: Item[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page: { readonly items: readonly Item[]; readonly next: string | null } =
        store.list<Item>(path, { limit: '5000', cursor })
      items.push(...page.items)
      cursor = page.next
    }
    return items
  }

  const unitePaths = (
    kind: 'trace' | 'issue',
    paths: readonly (readonly [SubjectKind, string])[],
  ): ReadonlyMap<string, QuerySubject> => {
    const field = kind === 'trace' ? 'traceId' : 'issueId'
    const parts = new Map<string, QuerySubject[]>()
    for (const item of readAll(`${kind}s`)) {
      parts.set(String(item[kind === 'trace' ? 'traceId' : 'id']), [toSubject(kind, item)])
    }
    for (const [child, path] of paths) {
      for (const item of readAll(path)) parts.get(String(item[field]))?.push(toSubject(child, item))
    }
    return new Map([...parts].map(([id, list]) => [id, unite(list)]))
  }

  beforeAll(async () => {
    store = await openFilledStore(driver)
    await store.add(...Array.from({ length: traces }, (_, index) => toArriving(index)))
    subjects = new Map([
      [
        'traces',
        unitePaths('trace', [
          ['span', 'spans'],
          ['event', 'events'],
          ['log', 'logs'],
        ]),
      ],
      ['issues', unitePaths('issue', [['event', 'events']])],
    ])
  }, 60_000)

  afterAll(() => store.close())

  const find = (path: 'traces' | 'issues', query: string): readonly string[] => {
    const field = path === 'traces' ? 'traceId' : 'id'
    return store.list(path, { query, limit: '5000' }).items.map((item) => String(item[field]))
  }

  test.each(['traces', 'issues'] as const)(
    'a term about %s is about the whole and all that is in it',
    (path) => {
      const wholes = subjects.get(path) ?? new Map<string, QuerySubject>()
      const sources = (path === 'traces' ? ['trace', 'span'] : ['issue', 'event']) as SubjectKind[]
      const unit = (key: string) =>
        sources.map((name) => toUnitName(toField(toSource(name), key, false).type)).find(Boolean)
      fc.assert(
        fc.property(toTrees(keys, ['user.id', 'level']), (tree) => {
          const query = toQueryText(tree)
          const reading = readQuery(query)
          if (!reading.ok) throw new Error(reading.error.message)
          fc.pre(checkUnits(reading.query, unit) === undefined)
          const matches = toMatcher(reading.query, { now: testNow, unit })
          const found = new Set(find(path, query))
          const wrong = [...wholes].filter(([id, whole]) => matches(whole) !== found.has(id))
          expect({ query, wrong: wrong.map(([id]) => id).slice(0, 5) }).toEqual({
            query,
            wrong: [],
          })
        }),
        { numRuns: 40 },
      )
    },
    60_000,
  )

  test.each([
    ['op:db', 575],
    ['!op:db', traces - 575],
    ['op:!=db', traces - 575],
    ['op:db level:debug', 0],
    ['op:http.server level:debug', 230],
    ['name:"GET /cart 200" op:db', 82],
    ['level:""', traces - 230 - 575 + 115],
    ['message:*JWT*', 34],
    ['', traces],
  ])('traces that are %s are as many in the list as they are counted', (query, count) => {
    expect(find('traces', query)).toHaveLength(count)
    const stats = store.ask('stats', { source: 'traces', query, stat: 'count(),max(span_count)' })
    const values = { 'count()': count, 'max(span_count)': 2 }
    expect(stats).toMatchObject({ value: { rows: count === 0 ? [] : [{ values }] } })
  })

  test('a trace of which only a metric speaks is neither listed nor counted', async () => {
    const metric = { name: 'm', type: 'counter', value: 1, timestamp: testNow / 1000 }
    const header = {
      type: 'trace_metric',
      content_type: 'application/vnd.sentry.items.trace-metric+json',
    }
    await store.add({ items: [[header, { items: [{ ...metric, trace_id: 'f'.repeat(32) }] }]] })
    expect(store.list('metrics').items).toMatchObject([{ traceId: 'f'.repeat(32) }])
    expect(find('traces', '')).toHaveLength(traces)
    const stats = store.ask('stats', { source: 'traces' })
    expect(stats).toMatchObject({ value: { rows: [{ values: { 'count()': traces } }] } })
  })

  test.each([
    ['message:"JWT expired for Ada"', (index: number) => index % 34 === 0],
    ['message:*JWT*', (index: number) => index % 34 === 0],
    ['!message:*JWT*', (index: number) => index % 34 !== 0],
    ['has:message', () => true],
  ])('events of %s are found by what was thrown', (query, isMeant) => {
    const thrown = Array.from({ length: traces }, (_, index) => index).filter(
      (index) => index % 4 === 0 && isMeant(index),
    )
    expect(store.list('events', { query, limit: '1' }).total).toBe(thrown.length)
  })
})

import fc from 'fast-check'
import { checkUnits, readQuery, toMatcher, toQueryText } from 'protocol'
import type { JsonObject, Query, QuerySubject } from 'protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { blockRows } from '../block/block.ts'
import { drivers } from '../driver/drivers-fixture.ts'
import { openFilledStore, testNow, toLogItem } from '../filled-store-fixture.ts'
import type { FilledStore } from '../filled-store-fixture.ts'
import { createReadContext } from '../read/context.ts'
import { readSourcePage } from '../read/lists.ts'
import { toUnitName, toField } from './field.ts'
import { toSubject } from './row-subject-fixture.ts'
import type { Item } from './row-subject-fixture.ts'
import { toSource } from './source.ts'
import { toTrees, words } from './trees-fixture.ts'

const traceIds = ['0', '1', 'ab'].map((digit) => digit.repeat(32).slice(0, 32))

/** What is hard to compare: each is put among thousands of plain rows, some to a block. */
const odd: readonly JsonObject[] = [
  { n: 1 },
  { n: '1' },
  { n: '1.0' },
  { n: 1e21 },
  { n: 5e-7 },
  { n: -2.5 },
  { n: '+3e2' },
  { n: '.5' },
  { n: '9'.repeat(70) },
  { n: '1e999' },
  { n: true },
  { n: 'true' },
  { n: null },
  { n: '' },
  { n: [] },
  { n: [''] },
  { n: [1, 'Two', true, null, 2.5, [3], { four: 4 }] },
  { n: Array.from({ length: 40 }, (_, index) => 1000 + index) },
  { n: { deep: [1, 'x'] } },
  { n: 'İstanbul ÉCLAIR éclair' },
  { n: '100%_sure\\ * "quoted"' },
  { n: 'x'.repeat(600) },
  { n: `${'y'.repeat(70_000)}needle` },
  { n: 'class@anonymous\0/srv/app.php:12' },
  { 'a.b': 'dotted', 'a"b': 'quote', 'a\\b': 'backslash', 'a b': 'space', '': 'empty' },
  { $x: 1, '[0]': 2, '#': 3, é: 4, '🎭': 5, "it's": 6 },
  { constructor: 7, toString: 'text', hasOwnProperty: true },
  JSON.parse('{ "__proto__": 8 }') as JsonObject,
  { level: 'odd', body: 'not the body', service: 'not the service', time: 12 },
  { 'user.id': 42, 'user.name': 'Ada', flag: false },
]

const bodies = [
  'GET /cart 200',
  'Failed: JWT expired for Ada',
  'ÜBER die Brücke 🎭',
  '100% of _all_ \\ "it"',
  `${'z'.repeat(70_000)} far away`,
  'x',
]

const rows = blockRows * 3 + 300

async function fillWithLogs(store: FilledStore): Promise<void> {
  const logs = Array.from({ length: rows }, (_, index) => {
    const oddity = index % 97 === 0 ? odd[Math.floor(index / 97) % odd.length] : undefined
    return {
      body: index % 211 === 0 ? (bodies[(index / 211) % bodies.length] ?? '') : 'tick',
      level: (['info', 'error', 'debug'] as const)[index % 3] ?? 'info',
      time: testNow - (rows - index) * 1000,
      ...(index % 5 === 0 ? { traceId: traceIds[Math.floor(index / blockRows)] } : {}),
      attributes: oddity ?? { block: Math.floor(index / blockRows), step: index },
    }
  })
  for (const [at, service] of ['web', 'api', 'Web 2', '10'].entries()) {
    const part = logs.slice(at * 1700, (at + 1) * 1700)
    await store.add({ items: [toLogItem(part)], service, project: String(at) })
  }
}

async function fillWithSpans(store: FilledStore): Promise<void> {
  const spans = Array.from({ length: blockRows + 100 }, (_, index) => ({
    trace_id: traceIds[index % 3],
    span_id: index.toString(16).padStart(16, '0'),
    ...(index % 7 === 0 ? {} : { parent_span_id: '00000000000000ff' }),
    is_segment: index % 7 === 0,
    name: index % 50 === 0 ? `SELECT ${index}` : 'GET /',
    status: index % 11 === 0 ? 'error' : 'ok',
    start_timestamp: (testNow - index * 1000) / 1000,
    end_timestamp: (testNow - index * 1000 + (index % 40) * 12.5) / 1000,
    attributes: { 'sentry.op': { value: index % 2 === 0 ? 'db' : 'http', type: 'string' } },
  }))
  const header = {
    type: 'span',
    item_count: spans.length,
    content_type: 'application/vnd.sentry.items.span.v2+json',
  }
  await store.add({ items: [[header, { items: spans }]], service: 'web' })
}

const keys = [
  ...words('n n n n step block flag user.id missing a.b a"b a\\b $x [0] # é 🎭 it\'s constructor'),
  ...words('toString __proto__ level body service project release trace trace_id time'),
  ...words('severity_number span_id'),
  'a b',
]

const spanKeys = words(
  'op name status duration is_segment parent_id span_id trace time service sentry.op segment_id missing',
)

describe.each(drivers)('a query in SQL by %s means what the contract says', (driver) => {
  let store: FilledStore
  let context: ReturnType<typeof createReadContext>

  beforeAll(async () => {
    store = await openFilledStore(driver)
    await fillWithLogs(store)
    await fillWithSpans(store)
    context = createReadContext(store.database, store.log, () => testNow)
  }, 60_000)

  afterAll(() => store.close())

  const toSubjects = (name: 'log' | 'span') => {
    const { table } = toSource(name)
    const items = context.items.of(
      name,
      store.database.all(`SELECT * FROM ${table} ORDER BY no`, []),
    )
    return (items as readonly Item[]).map((item) => toSubject(name, item))
  }

  const compare = (name: 'log' | 'span', subjects: readonly QuerySubject[], tree: Query): void => {
    const query = toQueryText(tree)
    const reading = readQuery(query)
    if (!reading.ok) throw new Error(`${query}: ${reading.error.message}`)
    const source = toSource(name)
    const unit = (key: string) => toUnitName(toField(source, key, false).type)
    fc.pre(checkUnits(reading.query, unit) === undefined)
    const matches = toMatcher(reading.query, { now: testNow, unit })
    // Either way in the order of the rows.
    const sort = name === 'log' ? 'time' : '-time'
    const page = readSourcePage(context, source, { query, sort, limit: '5000' })
    const found = page.rows.map(({ no }) => no)
    const expected = subjects.flatMap((subject, index) => (matches(subject) ? [index + 1] : []))
    const shown = expected.slice(0, found.length)
    const isWhole = found.length === Math.min(expected.length, 5000)
    // A difference of thousands of rows says no more than the first of them.
    const differs = found.findIndex((no, index) => no !== shown[index])
    expect({ query, differs, isWhole }).toEqual({ query, differs: -1, isWhole: true })
  }

  test.each<['log' | 'span', readonly string[]]>([
    ['log', keys],
    ['span', spanKeys],
  ])(
    'of %s rows, whatever is asked',
    (name, named) => {
      const subjects = toSubjects(name)
      fc.assert(
        fc.property(toTrees(named, keys), (tree) => compare(name, subjects, tree)),
        { numRuns: 50 },
      )
    },
    60_000,
  )
})

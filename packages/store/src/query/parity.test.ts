import fc from 'fast-check'
import { checkUnits, readQuery, toMatcher, toQueryText } from 'protocol'
import type { JsonObject, QuerySubject } from 'protocol'
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
  { n: { deep: [1, 'x'] } },
  { n: 'İstanbul ÉCLAIR éclair' },
  { n: '100%_sure\\ * "quoted"' },
  { n: 'x'.repeat(600) },
  { n: 'class@anonymous\0/srv/app.php:12' },
  { 'a.b': 'dotted', 'a"b': 'quote', 'a\\b': 'backslash', 'a b': 'space', '': 'empty' },
  { listed: [1.5, '7'], worded: '12.5', nul: 'a\0b' },
  { $x: 1, '[0]': 2, '#': 3, é: 4, '🎭': 5, "it's": 6 },
  { constructor: 7, toString: 'text', hasOwnProperty: true },
  JSON.parse('{ "__proto__": 8 }') as JsonObject,
  { level: 'odd', body: 'not the body', service: 'not the service', time: 12 },
  { 'user.id': 42, 'user.name': 'Ada', flag: false },
]

/** A block with one of these says yes to everything: they are in one only. */
const large: readonly JsonObject[] = [
  { n: Array.from({ length: 40 }, (_, index) => 1000 + index) },
  { n: `${'y'.repeat(70_000)}needle` },
]

const bodies = [
  'GET /cart 200',
  'Failed: JWT expired for Ada',
  'ÜBER die Brücke 🎭',
  '100% of _all_ \\ "it"',
  'x',
]

const rows = blockRows * 3 + 300

async function fillWithLogs(store: FilledStore): Promise<void> {
  const logs = Array.from({ length: rows }, (_, index) => {
    const oddity = index % 97 === 0 ? odd[Math.floor(index / 97) % odd.length] : undefined
    const isLarge = index >= blockRows && index < blockRows * 2 && index % 500 === 0
    const longBody = isLarge ? `${'z'.repeat(70_000)} far away` : undefined
    const oddBody = index % 211 === 0 ? bodies[(index / 211) % bodies.length] : undefined
    return {
      body: longBody ?? oddBody ?? 'tick',
      level: (['info', 'error', 'debug'] as const)[index % 3] ?? 'info',
      time: testNow - (rows - index) * 1000,
      ...(index % 5 === 0 ? { traceId: traceIds[Math.floor(index / blockRows)] } : {}),
      attributes: (isLarge ? large[(index / 500) % 2] : oddity) ?? {
        block: Math.floor(index / blockRows),
        step: index,
      },
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

/** Of each form one that finds rows in blocks and behind them, and one that finds none. */
const logQueries = [
  ...words('time:>2026-11-20T11:30 time:-1h time:+1h time:2026-11-20 time:<2026-11-20T10:30:00'),
  ...words('time:2026-11-20T10:30..2026-11-20T11:00 !time:-30m time:!=-30m has:time has:timestamp'),
  ...words('has:trace !has:trace trace:0* trace:ab* trace:1* !trace:0* trace:5 has:service'),
  ...words(
    'service:web service:WEB* service:[api,10] !service:api service:>9 service:=~^w release:""',
  ),
  ...words('n:1 n:1.0 n:true n:tr* n:two n:2.5 n:>0 n:<=-2 n:1..400 n:=~^tr n:=~e has:n n:"" !n:1'),
  ...words('n:!=1 n:*needle n:*four* n:1e21 n:1e* n:1039 n:>1038 n:éclair n:*éclair n:*İst*'),
  ...words('step:4096 step:>6000 step:[7,97,6400] block:2 !block:2 tags[level]:odd level:ERROR'),
  ...words(
    'constructor:>5 constructor:7 toString:text __proto__:8 __proto__:>7 $x:1 é:4 missing:1',
  ),
  ...words('listed:>6 listed:<2 listed:7 worded:>12 worded:12..13 nul:a␀b nul:a* has:nul'),
  ...words('severity_number:>9 body:tick body:*JWT* jwt far*away needle level:error step:<100'),
]

const spanQueries = [
  ...words(
    'duration:>480ms duration:>0.4s duration:487.5ms duration:48* duration:=~^12 duration:1s..2s',
  ),
  ...words('is_segment:true is_segment:no is_segment:tr* is:segment !is:segment is_segment:>0'),
  ...words('op:db op:D* span.op:http name:SELECT* select status:error !status:ok has:parent_id'),
  ...words(
    'parent_id:ff parent_id:00000000000000FF id:0000000000000040 trace:1* time:-10m missing:""',
  ),
]

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

  const compare = (
    name: 'log' | 'span',
    subjects: readonly QuerySubject[],
    query: string,
  ): void => {
    const reading = readQuery(query)
    if (!reading.ok) throw new Error(`${query}: ${reading.error.message}`)
    const source = toSource(name)
    const unit = (key: string) => toUnitName(toField(source, key, false).type)
    const wrong = checkUnits(reading.query, unit)
    if (wrong !== undefined) throw new Error(`${query}: ${wrong.message}`)
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
    ['log', logQueries],
    ['span', spanQueries],
  ])(
    'of %s rows, for each form of term',
    (name, queries) => {
      const subjects = toSubjects(name)
      for (const query of queries) compare(name, subjects, query)
    },
    60_000,
  )

  test.each<['log' | 'span', readonly string[]]>([
    ['log', keys],
    ['span', spanKeys],
  ])(
    'of %s rows, whatever is asked',
    (name, named) => {
      const subjects = toSubjects(name)
      fc.assert(
        fc.property(toTrees(named, keys), (tree) => {
          const source = toSource(name)
          const unit = (key: string) => toUnitName(toField(source, key, false).type)
          fc.pre(checkUnits(tree, unit) === undefined)
          compare(name, subjects, toQueryText(tree))
        }),
        { numRuns: 50 },
      )
    },
    60_000,
  )
})

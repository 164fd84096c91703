import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Failure, SqlAnswer } from 'protocol'
import { drivers } from '../driver/drivers-fixture.ts'
import { openFilledStore, testNow } from '../filled-store-fixture.ts'
import type { FilledStore } from '../filled-store-fixture.ts'
import { createSqlReader } from './sql-reader.ts'
import type { SqlReader } from './sql-reader.ts'
import { sqlViews } from './views.ts'

const traceId = 'a'.repeat(32)

function toTransaction(index: number): readonly [object, object] {
  const start = testNow / 1000 + index
  const trace = { trace_id: traceId, span_id: String(index).padStart(16, '0'), op: 'http.server' }
  return [
    { type: 'transaction' },
    {
      event_id: String(index).padStart(32, '0'),
      transaction: index % 2 === 0 ? 'GET /cart' : 'GET /',
      start_timestamp: start,
      timestamp: start + 0.1,
      contexts: { trace: { ...trace, data: { 'http.route': '/cart' } } },
    },
  ]
}

describe.each(drivers)('SQL over the views, with %s', (driver) => {
  let store: FilledStore
  let sql: SqlReader

  beforeAll(async () => {
    store = await openFilledStore(driver)
    const transactions = Array.from({ length: 2000 }, (_, index) => toTransaction(index + 1))
    const event = {
      event_id: 'f'.repeat(32),
      exception: { values: [{ type: 'TypeError', value: 'x' }] },
      contexts: { trace: { trace_id: traceId } },
    }
    await store.add({ items: [...transactions, [{ type: 'event' }, event]] })
    sql = createSqlReader(store.database)
  })

  afterAll(() => store.close())

  const ask = (query: string, limit = 100): SqlAnswer => {
    const reply = sql.answer({ query, limit })
    if (!reply.ok) throw new Error(`${reply.failure.message} ${reply.failure.fix}`)
    return JSON.parse(reply.json) as SqlAnswer
  }
  const refuse = (query: string): Failure => {
    const reply = sql.answer({ query, limit: 10 })
    if (reply.ok) throw new Error(reply.json)
    return reply.failure
  }

  test.each(sqlViews.map(({ name, columns }) => [name, Object.keys(columns)] as const))(
    '%s has the columns it promises',
    (name, columns) => {
      const listed = columns.join(', ')
      expect(() => ask(`SELECT ${listed} FROM ${name}`)).not.toThrow()
    },
  )

  test.each([
    [
      'SELECT name, count(*) AS n, avg(duration_ms) AS ms FROM spans GROUP BY name ORDER BY name',
      [
        ['GET /', 1000, expect.closeTo(100, 0)],
        ['GET /cart', 1000, expect.closeTo(100, 0)],
      ],
    ],
    ["SELECT attributes ->> 'http.route' AS route FROM spans LIMIT 1;", [['/cart']]],
    [
      'WITH bad AS (SELECT trace_id FROM events) SELECT count(*) AS n FROM spans JOIN bad USING (trace_id)',
      [[2000]],
    ],
    ["SELECT 'DELETE; PRAGMA -- ' AS text -- a comment; of ours", [['DELETE; PRAGMA -- ']]],
    ['SELECT log(10.0) > 0 AS yes, (SELECT count(*) FROM logs) AS n', [[1, 0]]],
  ])('%s', (query, rows) => {
    expect(ask(query).rows).toEqual(rows)
  })

  test('more rows than asked for are told', () => {
    const answer = ask('SELECT span_id FROM spans', 10)
    expect(answer.rows).toHaveLength(10)
    expect(answer.isCut).toBe(true)
  })

  test.each([
    ['DELETE FROM span', 'Only a SELECT is run'],
    ['SELECT 1; DROP TABLE span', 'One query at a time.'],
    ['PRAGMA table_info(span)', 'Only a SELECT is run'],
    ['SELECT * FROM pragma_table_info("span")', 'There is no view pragma_table_info.'],
    ['SELECT * FROM span', 'There is no view span.'],
    ['SELECT * FROM spans, (event)', 'There is no view event.'],
    ['SELECT * FROM sqlite_master', 'There is no view sqlite_master.'],
    ['SELECT * FROM spanz', 'There is no view spanz.'],
    ['SELECT durations FROM spans', 'There is no column durations.'],
    ['SELECT p95(duration_ms) FROM spans', 'SQLite says: no such function: p95'],
    ['SELECT FROM spans', 'SQLite says: near "FROM": syntax error'],
    [
      'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c) SELECT * FROM c',
      '"RECURSIVE" is not for here.',
    ],
    ['SELECT randomblob(1000000000)', '"randomblob" is not for here.'],
    [`SELECT '${'x'.repeat(30_000)}'`, 'A query is 20000 letters long at most.'],
  ])('%s is told why not, and what would be right', (query, message) => {
    const failure = refuse(query.slice(0, 40_000))
    expect(failure.message).toContain(message)
    expect(failure.fix?.length).toBeGreaterThan(10)
  })

  test('a query that would not end is stopped, and the next one answered', () => {
    const start = performance.now()
    const { message } = refuse('SELECT count(*) AS n FROM spans a, spans b, spans c')
    expect(message).toMatch(/^The query takes longer than \d s\.$/)
    expect(performance.now() - start).toBeLessThan(6000)
    expect(ask('SELECT count(*) AS n FROM spans').rows).toEqual([[2000]])
  })

  test('what was taken in is still taken in', async () => {
    await store.add({ items: [toTransaction(5000)] })
    expect(ask('SELECT count(*) AS n FROM spans').rows).toEqual([[2001]])
  })
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { drivers } from '../driver/drivers-fixture.ts'
import { openFilledStore, testNow, toLogItem } from '../filled-store-fixture.ts'
import type { Arriving, FilledStore } from '../filled-store-fixture.ts'

const traceIds = ['1'.repeat(32), '2'.repeat(32), '3'.repeat(32)] as const

/** One page load in a tab, and what happened in its trace: a log, an error and a span. */
function toArrivings(tabId: string | undefined, traceId: string): readonly Arriving[] {
  const time = testNow / 1000
  const page = { id: `page-${traceId}`, tabId, url: 'http://localhost/', time: testNow, traceId }
  const trace = { trace_id: traceId, span_id: traceId.slice(0, 16), op: 'pageload' }
  const event = {
    event_id: traceId,
    timestamp: time,
    contexts: { trace },
    exception: { values: [{ type: `Error${traceId[0]}`, value: 'in a page' }] },
  }
  const transaction = {
    type: 'transaction',
    transaction: `/${traceId[0]}`,
    start_timestamp: time,
    timestamp: time + 1,
    contexts: { trace },
  }
  return [
    {
      items: [
        [{ type: 'transaction' }, transaction],
        [{ type: 'event' }, event],
        toLogItem([{ body: `log ${traceId[0]}`, traceId }]),
      ],
    },
    ...(tabId === undefined ? [] : [{ items: [[{ type: 'footlight.page_load' }, page] as const] }]),
  ]
}

describe.each(drivers)('by %s', (driver) => {
  let store: FilledStore

  beforeAll(async () => {
    store = await openFilledStore(driver)
    await store.add(
      ...toArrivings('a', traceIds[0]),
      ...toArrivings('b', traceIds[1]),
      ...toArrivings(undefined, traceIds[2]),
    )
  })

  afterAll(() => store.close())

  test.each([
    ['logs', 'tab:a', ['log 1']],
    ['logs', 'tab:[a,b]', ['log 1', 'log 2']],
    ['logs', '!tab:a', ['log 2', 'log 3']],
    ['logs', 'has:tab', ['log 1', 'log 2']],
    ['logs', 'tab:gone', []],
    ['spans', 'tab:b', ['/2']],
    ['traces', 'tab:b', ['/2']],
    ['issues', 'tab:a', ['Error1']],
    ['events', 'tab:a log', []],
    ['pages', 'tab:a', [`page-${traceIds[0]}`]],
  ])('%s of %s', (list, query, expected) => {
    const names = store
      .list(list, { query })
      .items.map((item) => String(item['body'] ?? item['type'] ?? item['name'] ?? item['id']))
    expect(new Set(names)).toEqual(new Set(expected))
  })

  test('a page load may change what any list has of a tab', () => {
    expect(store.reader.sourcesOf('logs')).toContain('page_load')
    expect(store.reader.sourcesOf('traces')).toContain('page_load')
  })
})

import { tabParameter } from 'protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { drivers } from '../driver/drivers-fixture.ts'
import { openFilledStore, testNow, toLogItem } from '../filled-store-fixture.ts'
import type { Arriving, FilledStore } from '../filled-store-fixture.ts'

const traceIds = ['1'.repeat(32), '2'.repeat(32), '3'.repeat(32), '4'.repeat(32)] as const

/** What happened in a trace: a log, an error and a span. */
function toHappened(traceId: string, parameters: Record<string, string> = {}): Arriving {
  const time = testNow / 1000
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
  return {
    parameters,
    items: [
      [{ type: 'transaction' }, transaction],
      [{ type: 'event' }, event],
      toLogItem([{ body: `log ${traceId[0]}`, traceId }]),
    ],
  }
}

function toPageLoad(tabId: string, traceId: string): Arriving {
  const page = { id: `page-${traceId}`, tabId, url: 'http://localhost/', time: testNow, traceId }
  return { items: [[{ type: 'footlight.page_load' }, page]] }
}

describe.each(drivers)('by %s', (driver) => {
  let store: FilledStore

  beforeAll(async () => {
    store = await openFilledStore(driver)
    await store.add(
      toHappened(traceIds[0]),
      toPageLoad('a', traceIds[0]),
      toHappened(traceIds[1]),
      toPageLoad('b', traceIds[1]),
      // Before the loader has given the tab a name.
      toHappened(traceIds[2], { [tabParameter]: '' }),
      // A click in the same page, which has begun a trace of its own.
      toHappened(traceIds[3], { [tabParameter]: 'a' }),
    )
  })

  afterAll(() => store.close())

  test.each([
    ['logs', 'tab:a', ['log 1', 'log 4']],
    ['logs', 'tab:[a,b]', ['log 1', 'log 2', 'log 4']],
    ['logs', '!tab:a', ['log 2', 'log 3']],
    ['logs', 'has:tab', ['log 1', 'log 2', 'log 4']],
    ['logs', 'tab:gone', []],
    ['spans', 'tab:b', ['/2']],
    ['traces', 'tab:b', ['/2']],
    ['traces', 'tab:a', ['/1', '/4']],
    ['issues', 'tab:a', ['Error1', 'Error4']],
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

import { expect, test } from 'vitest'
import type { TraceSummary } from 'protocol'
import { toEntrySpans } from './page-entries.ts'
import { makeFetch, makePage, navigation, T } from './page-fixture.ts'
import { toPageTraces } from './page-traces.ts'
import type { PageItem } from './which-page.ts'

function trace(traceId: string, op: string, name: string, start: number): TraceSummary {
  const counts = { duration: 10, spanCount: 1, errorCount: 0, logCount: 0 }
  return {
    traceId,
    op,
    name,
    start: T + start,
    status: 'ok',
    services: [],
    sampling: undefined,
    ...counts,
  }
}

const entries = [navigation, makeFetch('/api/items/7', 300, 200)]

function toFound(page: PageItem, traces: readonly TraceSummary[]): readonly string[] {
  const extent = { start: T, end: undefined, doubtful: T + 5000 }
  return toPageTraces(page, extent, toEntrySpans(page), traces)
}

test.each<readonly [string, TraceSummary, boolean]>([
  ['an answer', trace('a', 'http.server', 'GET /api/items/:id', 320), true],
  ['an answer that was begun before', trace('a', 'http.server', 'GET /api/items/:id', 200), false],
  ['an answer after the request', trace('a', 'http.server', 'GET /api/items/:id', 600), false],
  ['an answer to another request', trace('a', 'http.server', 'GET /api/cart', 320), false],
  ['an answer that does not say to what', trace('a', 'http.server', 'POST', 320), true],
  ['the document', trace('a', 'http.server', 'GET /cart', 20), true],
  ['what was done in the page', trace('a', 'ui.action.click', 'Click: Buy', 3000), true],
  ['what may have been done in another tab', trace('a', 'ui.action.click', 'Buy', 6000), false],
  ['the load, before its trace was known', trace('a', 'pageload', '/cart', 5), true],
  ['the load of another page', trace('a', 'pageload', '/', 5), false],
  ['a later load of the same page', trace('a', 'pageload', '/cart', 2000), false],
])('%s is its own: %s', (_sentence, found, isOwn) => {
  expect(toFound(makePage({ entries }), [found])).toEqual(isOwn ? ['a'] : [])
})

test('a page with a trace has that one first, once, and no other load', () => {
  const page = makePage({ entries, traceId: 'own' })
  const traces = [trace('a', 'pageload', '/cart', 5), trace('own', 'http.server', 'GET /cart', 20)]
  expect(toFound(page, traces)).toEqual(['own'])
})

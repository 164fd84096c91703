import type { EventItem, LogItem, PageEntry, SpanItem } from 'protocol'
import { makeSpan } from '../../span/span-fixture.ts'
import { toEntrySpans } from './page-entries.ts'
import { toPageStory } from './page-story.ts'
import type { BuildItem, EditItem, PageParts, PageStory } from './page-story.ts'
import { toPageExtent } from './which-page.ts'
import type { PageItem } from './which-page.ts'

/** A moment at which pages of tests begin. */
export const T = 1_795_000_000_000

export function makePage(more: Partial<PageItem> = {}): PageItem {
  const known = { id: 'p', tabId: 'tab', time: T, url: 'http://shop.test/cart' }
  const said = { navigation: 'load', traceId: undefined, duration: 1000, vitals: [], entries: [] }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a fixture: only what the models look at
  return { ...known, ...said, ...more } as PageItem
}

export function makeEntry(
  type: string,
  name: string,
  start: number,
  duration: number,
  attributes: PageEntry['attributes'] = {},
): PageEntry {
  return { type, name, time: T + start, duration, attributes }
}

export const navigation: PageEntry = makeEntry('navigation', 'http://shop.test/cart', 0, 1000, {
  fetchStart: 1,
  requestStart: 3,
  responseStart: 90,
  responseEnd: 100,
  loadEventEnd: 1000,
})

/** A request that the page made itself. */
export function makeFetch(path: string, start: number, duration: number, status = 200): PageEntry {
  const attributes = { initiatorType: 'fetch', responseStatus: status }
  return makeEntry('resource', `http://shop.test${path}`, start, duration, attributes)
}

/** A span of one trace; times count from the beginning of the page load. */
export function makeTraced(
  spanId: string,
  parentSpanId: string | undefined,
  start: number,
  end: number,
  more: Partial<SpanItem>,
): SpanItem {
  return makeSpan(spanId, parentSpanId, T + start, T + end, { traceId: 't', ...more })
}

interface MarkFacts {
  readonly traceId?: string
  readonly spanId?: string
  readonly [more: string]: unknown
}

export function makePageError(id: string, time: number, more: MarkFacts = {}): EventItem {
  const known = { id, time: T + time, issueId: `issue-${id}`, title: id, level: 'error' }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a fixture: only what the models look at
  return { ...known, exceptions: [], ...more } as unknown as EventItem
}

export function makeLog(id: string, time: number, more: MarkFacts = {}): LogItem {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a fixture: only what the models look at
  return { id, time: T + time, level: 'info', body: id, ...more } as unknown as LogItem
}

export function makeEdit(file: string, time: number): EditItem {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a fixture: only what the models look at
  return { id: file, file, time: T + time, change: 'update', hunks: [] } as unknown as EditItem
}

export function makeBuild(id: string, time: number): BuildItem {
  const said = { message: 'Unexpected token\n  at cart.ts', file: 'src/cart.ts', line: 41 }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a fixture: only what the models look at
  return { id, time: T + time, origin: 'dev server', ...said } as unknown as BuildItem
}

export function makeStory(page: PageItem, parts: Partial<PageParts> = {}): PageStory {
  return toPageStory({
    page,
    extent: toPageExtent([page], page),
    measured: toEntrySpans(page),
    spans: [],
    events: [],
    logs: [],
    edits: [],
    builds: [],
    ...parts,
  })
}

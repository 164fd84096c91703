import { describe, expect, test } from 'vitest'
import { toSpanRows } from '../../span/span-rows.ts'
import { toPageLine, toPageSameness } from './page-line.ts'
import {
  makeEdit,
  makeEntry,
  makePageError,
  makeFetch,
  makeLog,
  makePage,
  makeStory,
  makeTraced,
  navigation,
  T,
} from './page-fixture.ts'
import type { PageStory } from './page-story.ts'

/** Rows as indented text. */
function toLines(story: PageStory): readonly string[] {
  const { roots, errors, logs } = story
  const options = { errors, logs, toggled: new Set<string>(), duration: Infinity }
  return toSpanRows(roots, { ...options, toSameness: toPageSameness }).map((row) => {
    const { count, name } = toPageLine(row, story)
    return `${'  '.repeat(row.depth)}${count === undefined ? '' : `${count} × `}${name}`
  })
}

function toModules(count: number): readonly ReturnType<typeof makeEntry>[] {
  return Array.from({ length: count }, (_, index) =>
    makeEntry('resource', `http://shop.test/src/part-${index}.ts`, 110 + index, 20, {
      initiatorType: 'other',
      transferSize: 1024,
    }),
  )
}

const server = makeTraced('s1', 'away', 310, 480, {
  op: 'http.server',
  name: 'GET /api/cart',
  service: 'api',
})
const queries = Array.from({ length: 12 }, (_, index) =>
  makeTraced(`q${index}`, 's1', 320 + index, 321 + index, { op: 'db', name: 'SELECT 1' }),
)

describe('a page without an SDK', () => {
  const page = makePage({
    entries: [navigation, ...toModules(6), makeFetch('/api/cart', 300, 200)],
  })

  test('is its document, its files by kind, and its requests with what the server did', () => {
    const story = makeStory(page, { spans: [server, ...queries] })
    expect(toLines(story)).toEqual([
      'GET /cart',
      '  6 modules',
      '  GET /api/cart',
      '    GET /api/cart',
      '      12 × SELECT 1',
    ])
  })

  test('has the errors, logs and saves of that time among its rows', () => {
    const story = makeStory(page, {
      spans: [server],
      events: [makePageError('e1', 450, { traceId: 't', spanId: 's1' })],
      logs: [
        makeLog('in the request', 400, { traceId: 't', spanId: 's1' }),
        makeLog('of nobody', 320),
        makeLog('of another trace', 330, { traceId: 'other' }),
        makeLog('long after', 90_000),
      ],
      edits: [makeEdit('src/before.ts', -900), makeEdit('src/cart.ts', 2000)],
    })
    expect(toLines(story)).toEqual([
      'GET /cart',
      '  6 modules',
      '  GET /api/cart',
      '    GET /api/cart',
      '      in the request',
      '      e1',
      '  of nobody',
    ])
    expect(story.edits.map(({ file }) => file)).toEqual(['src/cart.ts'])
    expect(story.cause?.file).toBe('src/before.ts')
  })

  test('what was done in it later stands beside the load, not in it', () => {
    const entries = [
      ...page.entries,
      makeEntry('event', 'pointerdown', 5000, 120, { interactionId: 7, target: 'button#pay' }),
      makeEntry('event', 'click', 5000, 120, { interactionId: 7, target: 'button#pay' }),
      makeFetch('/api/checkout', 5010, 90, 500),
    ]
    expect(toLines(makeStory({ ...page, entries }))).toEqual([
      'GET /cart',
      '  6 modules',
      '  /api/cart',
      'click button#pay',
      '/api/checkout',
    ])
  })

  test('two requests of one path get an answer each', () => {
    const entries = [navigation, makeFetch('/api/cart', 300, 200), makeFetch('/api/cart', 305, 200)]
    const second = { ...server, spanId: 's2', start: T + 312 }
    const story = makeStory(makePage({ entries }), { spans: [server, second] })
    expect(toLines(story)).toEqual([
      'GET /cart',
      '  GET /api/cart',
      '    GET /api/cart',
      '  GET /api/cart',
      '    GET /api/cart',
    ])
  })

  test('a file that failed, or took long, stands alone', () => {
    const failed = makeEntry('resource', 'http://shop.test/gone.ts', 115, 9, {
      responseStatus: 404,
    })
    const heavy = makeEntry('resource', 'http://shop.test/big.ts', 116, 1500)
    const story = makeStory(makePage({ entries: [navigation, ...toModules(6), failed, heavy] }))
    expect(toLines(story)).toEqual(['GET /cart', '  6 modules', '  gone.ts', '  big.ts'])
  })
})

describe('a page with an SDK', () => {
  const page = makePage({
    traceId: 't',
    entries: [navigation, ...toModules(2), makeFetch('/api/cart', 300, 200)],
  })
  const spans = [
    makeTraced('load', undefined, 0, 1200, { op: 'pageload', name: '/cart' }),
    makeTraced('module', 'load', 110, 130, { op: 'resource.script', name: '/src/part-0.ts' }),
    makeTraced('paint', 'load', 200, 200, { op: 'paint', name: 'first-paint' }),
    makeTraced('connect', 'load', 2, 3, { op: 'browser.connect', name: 'Connect' }),
    makeTraced('long', 'load', 205, 300, { op: 'ui.long_animation_frame', name: 'blocked' }),
    makeTraced('mount', 'load', 250, 280, { op: 'ui.mount', name: '<Cart>' }),
    makeTraced('fetch', 'load', 299, 501, {
      op: 'http.client',
      name: 'GET localhost',
      attributes: { 'url.full': 'http://shop.test/api/cart', 'http.request.method': 'GET' },
    }),
    { ...server, parentSpanId: 'fetch' },
  ]

  test('nothing is told twice', () => {
    expect(toLines(makeStory(page, { spans }))).toEqual([
      'GET /cart',
      '  part-0.ts',
      '  part-1.ts',
      '  <Cart>',
      '  GET /api/cart',
      '    GET /api/cart',
    ])
  })

  test("the SDK's span of a request has the browser's figures", () => {
    const { entries } = makeStory(page, { spans })
    expect(entries.get('fetch')?.name).toBe('http://shop.test/api/cart')
  })

  test('an error in the span of the load is one of the document', () => {
    const events = [
      makePageError('while loading', 400, { traceId: 't', spanId: 'load' }),
      makePageError('on a click', 9000, { traceId: 't', spanId: 'load' }),
    ]
    const lines = toLines(makeStory(page, { spans, events }))
    expect(lines.slice(-1)).toEqual(['on a click'])
    expect(lines).toContain('  while loading')
  })
})

test("a browser's error without a trace belongs to the page whose address it names", () => {
  const page = makePage({ entries: [navigation] })
  const here = { platform: 'javascript', request: { url: 'http://shop.test/cart?x=1' } }
  const events = [
    makePageError('here', 500, here),
    makePageError('there', 500, { ...here, request: { url: 'http://shop.test/' } }),
    makePageError('of a server', 500, { ...here, platform: 'node' }),
  ]
  expect(makeStory(page, { events }).errors.map(({ id }) => id)).toEqual(['here'])
  const extent = { start: T, end: undefined, doubtful: T + 400 }
  expect(makeStory(page, { events, extent }).errors).toEqual([])
})

test('a soft navigation has no document request', () => {
  const page = makePage({
    navigation: 'soft',
    duration: 200,
    entries: [makeFetch('/api/a', 5, 90)],
  })
  expect(toLines(makeStory(page))).toEqual(['/cart', '  /api/a'])
})

test.each([
  'http://localhost:8969/stream',
  'https://o1.ingest.sentry.io/api/2/envelope/?sentry_version=7&sentry_key=abc',
  'http://localhost:4318/v1/traces',
])('what an SDK sends is no part of the page: %s', (name) => {
  const sent = makeEntry('resource', name, 200, 20, { initiatorType: 'fetch' })
  expect(toLines(makeStory(makePage({ entries: [navigation, sent] })))).toEqual(['GET /cart'])
})

test('a document is as long as it was told last', () => {
  const begun = { ...navigation, duration: 0, attributes: {} }
  const { roots } = makeStory(makePage({ entries: [begun, navigation] }))
  expect(roots[0]?.span.duration).toBe(100)
})

import { expect, test } from 'vitest'
import {
  makeBuild,
  makeEdit,
  makeEntry,
  makePageError,
  makeFetch,
  makePage,
  makeStory,
  makeTraced,
  navigation,
} from './page-fixture.ts'
import { toStandOuts } from './stand-outs.ts'
import type { PageStory } from './page-story.ts'

function toWords(story: PageStory): readonly string[] {
  return toStandOuts(story).map(({ title, words, after }) =>
    [title, words, after].filter(Boolean).join(' | '),
  )
}

test('nothing stands out of a page that is well', () => {
  const page = makePage({
    entries: [navigation, makeFetch('/api/cart', 300, 200)],
    vitals: [{ name: 'lcp', value: 1200, target: undefined }],
  })
  expect(toStandOuts(makeStory(page))).toEqual([])
})

test('what could not be built comes before everything, once', () => {
  const page = makePage({ entries: [navigation, makeFetch('/api/cart', 300, 200, 500)] })
  const builds = [makeBuild('b1', 2000), makeBuild('b2', 2500)]
  expect(toWords(makeStory(page, { builds }))).toEqual([
    'Unexpected token | cart.ts:41',
    '1 request failed | /api/cart 500',
  ])
})

test('errors come first, by issue, with the save before them', () => {
  const page = makePage({ entries: [navigation] })
  const said = { traceId: 't', issueId: 'i', title: 'TypeError: x', culprit: 'cart.ts in total' }
  const story = makeStory(
    { ...page, traceId: 't' },
    {
      events: [makePageError('a', 3200, said), makePageError('b', 3300, said)],
      edits: [makeEdit('src/cart.ts', 2000)],
    },
  )
  expect(toWords(story)).toEqual([
    'TypeError: x | 2 × total · cart.ts | 1.2\u00a0s after you saved cart.ts',
  ])
})

test('a save long before an error is not named', () => {
  const page = makePage({ entries: [navigation], traceId: 't' })
  const events = [makePageError('late', 63_000, { traceId: 't' })]
  const story = makeStory(page, { events, edits: [makeEdit('src/cart.ts', 2000)] })
  expect(toWords(story)).toEqual(['late'])
})

test('failed requests are counted, and the first are named', () => {
  const paths = ['/a', '/b', '/c', '/d']
  const entries = [navigation, ...paths.map((path, at) => makeFetch(path, 100 * at, 20, 500))]
  expect(toWords(makeStory(makePage({ entries })))).toEqual([
    '4 requests failed | /a 500, /b 500, /c 500, 1 more',
  ])
})

test('one query asked again and again is told once, and not as a slow request', () => {
  const entries = [navigation, makeFetch('/api/cart', 100, 2000)]
  const server = { op: 'http.server', name: 'GET /api/cart' }
  const spans = [
    makeTraced('s', undefined, 110, 2090, server),
    ...Array.from({ length: 150 }, (_, at) =>
      makeTraced(`q${at}`, 's', 120 + at * 10, 130 + at * 10, {
        op: 'db',
        name: `SELECT * FROM product WHERE id = ${at}`,
      }),
    ),
  ]
  const [found, ...others] = toStandOuts(makeStory(makePage({ entries }), { spans }))
  expect(found?.title).toBe('150 queries in one request')
  expect(found?.words).toMatch(/^1\.5\ss of the 1\.98\ss of GET \/api\/cart: SELECT/)
  expect(found?.row).toBe('fold-q0')
  expect(others).toEqual([])
})

test('vitals that are not good, slow files and long frames are told with what it was', () => {
  const page = makePage({
    vitals: [
      { name: 'lcp', value: 4200, target: 'img.hero' },
      { name: 'cls', value: 0.01, target: undefined },
    ],
    entries: [
      navigation,
      makeEntry('resource', 'http://shop.test/hero.jpg', 600, 2000, { transferSize: 1_048_576 }),
      makeEntry('long-animation-frame', '', 700, 420, { script: 'setTimeout cart.ts' }),
    ],
  })
  expect(toWords(makeStory(page))).toEqual([
    'The largest paint comes late | LCP 4.2\u00a0s, poor: img.hero',
    'hero.jpg took 2\u00a0s | Began at 600\u00a0ms, 1\u00a0MB',
    'The page did not answer for 420\u00a0ms | setTimeout cart.ts',
  ])
})

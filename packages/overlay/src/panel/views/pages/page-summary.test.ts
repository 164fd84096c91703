import { expect, test } from 'vitest'
import { makeFetch, makePage, navigation } from './page-fixture.ts'
import { toPageSummary } from './page-summary.ts'

test('a page load in a line', () => {
  const entries = [navigation, makeFetch('/api/a', 300, 20), makeFetch('/api/b', 300, 20, 404)]
  const vitals = [
    { name: 'fcp' as const, value: 1900, target: undefined },
    { name: 'lcp' as const, value: 9000, target: 'img' },
  ]
  expect(toPageSummary(makePage({ navigation: 'reload', entries, vitals }))).toEqual({
    words: 'reload · 3 requests · 2 of them its own',
    failed: 1,
    worst: { name: 'LCP', value: '9\u00a0s', rating: 'poor' },
  })
})

test('of one that is well nothing is the worst', () => {
  const { failed, worst } = toPageSummary(makePage({ entries: [navigation] }))
  expect({ failed, worst }).toEqual({ failed: 0, worst: undefined })
})

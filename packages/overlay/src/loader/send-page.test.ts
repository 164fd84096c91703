import { expect, test } from 'vitest'
import type { PageLoadFacts } from './page-load.ts'
import { toFitting } from './send-page.ts'

test('what does not fit is what took shortest, and the rest stays in order', () => {
  const entries = [5, 90, 1, 40].map((duration, time) => ({
    type: 'resource',
    name: 'a.js',
    time,
    duration,
    attributes: {},
  }))
  const facts: PageLoadFacts = {
    time: 0,
    id: 'a',
    tabId: 't',
    url: 'http://localhost/',
    navigation: 'load',
    traceId: undefined,
    duration: 1,
    vitals: [],
    entries,
  }
  expect(toFitting(facts, 100_000).entries.map(({ duration }) => duration)).toEqual([90, 40])
})

import { expect, test } from 'vitest'
import type { PageLoadFacts } from './page-load.ts'
import { sendPageLoad, toFitting } from './send-page.ts'

function makeFacts(durations: readonly number[]): PageLoadFacts {
  const entries = durations.map((duration, time) => ({
    type: 'resource',
    name: 'a.js',
    time,
    duration,
    attributes: {},
  }))
  return {
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
}

test('what does not fit is what took shortest, and the rest stays in order', () => {
  const facts = makeFacts([5, 90, 1, 40])
  expect(toFitting(facts, 33_000).entries.map(({ duration }) => duration)).toEqual([90, 40])
})

const few = makeFacts([1, 2, 3])
const many = makeFacts(Array.from({ length: 600 }, (_, at) => at))

test.each([
  ['few entries go by beacon', few, false, ['beacon']],
  ['many go by a request that does not outlive the page', many, false, ['fetch']],
  ['of many the longest go by beacon when the page ends', many, true, ['beacon']],
])('%s', (_sentence, facts, isLast, ways) => {
  const sent: (readonly [string, number])[] = []
  const sender = {
    navigator: {
      sendBeacon: (_address: string | URL, body: unknown) => {
        sent.push(['beacon', String(body).length])
        return true
      },
    },
    fetch: (_address: unknown, init?: RequestInit) => {
      sent.push(['fetch', 0])
      expect(init?.keepalive).toBeUndefined()
      return Promise.resolve(new Response())
    },
  }
  sendPageLoad(sender, 'http://localhost/__footlight/', facts, isLast)
  expect(sent.map(([way]) => way)).toEqual(ways)
  // A third of what a page may have under way: the rest is the app's.
  for (const [, length] of sent) expect(length).toBeLessThan(22_000)
})

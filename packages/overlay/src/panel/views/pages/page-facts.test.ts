import { expect, test } from 'vitest'
import { toPageFacts } from './page-facts.ts'
import { makePage, makeStory, makeTraced } from './page-fixture.ts'

test.each([
  ['an SDK of the app', 'sentry.javascript.browser', ['1 span']],
  ['our own capture', 'footlight.page', ['1 span', 'captured by Footlight, no SDK in the page']],
])('who told it: %s', (_sentence, name, facts) => {
  const span = makeTraced('a', undefined, 0, 10, { sdk: { name, version: undefined } })
  expect(toPageFacts(makeStory(makePage({ traceId: 't' }), { spans: [span] }))).toEqual(facts)
})

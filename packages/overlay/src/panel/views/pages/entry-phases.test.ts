import { expect, test } from 'vitest'
import { toPhases } from './entry-phases.ts'
import { makeEntry, navigation, T } from './page-fixture.ts'

function toTexts(entry: typeof navigation): readonly string[] {
  return toPhases(entry, T).map(({ name, duration, share }) => {
    return `${name} ${duration.toFixed(0)} (${(share * 100).toFixed(0)} %)`
  })
}

test('a document tells where its time went, up to the end of loading', () => {
  expect(toTexts(navigation)).toEqual([
    'Queued, connecting 3 (0 %)',
    'Waiting for the first byte 87 (9 %)',
    'Receiving 10 (1 %)',
    'Resources, load handlers 900 (90 %)',
  ])
})

test("a resource's own times count from the beginning of the page", () => {
  const times = { requestStart: 310, responseStart: 350 }
  expect(toTexts(makeEntry('resource', '/api/cart', 300, 100, times))).toEqual([
    'Queued, connecting 10 (10 %)',
    'Waiting for the first byte 40 (40 %)',
    'Receiving 50 (50 %)',
  ])
})

test.each([
  ['of another origin, which tells nothing', makeEntry('resource', '/api/cart', 300, 100)],
  ['without a length', makeEntry('event', 'click', 300, 0)],
])('nothing is told %s', (_sentence, entry) => {
  expect(toPhases(entry, T)).toEqual([])
})

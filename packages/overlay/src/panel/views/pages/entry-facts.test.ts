import { expect, test } from 'vitest'
import { toEntryFacts } from './entry-facts.ts'

test.each([
  ['requestStart', 6116, '6.12\u00a0s'],
  ['domInteractive', 400, '400\u00a0ms'],
  ['transferSize', 2048, '2\u00a0KB'],
  ['responseStatus', 500, 500],
  ['value', 0.04, 0.04],
  ['initiatorType', 'fetch', 'fetch'],
])('%s of %s', (name, value, expected) => {
  expect(toEntryFacts({ [name]: value })).toEqual([[name, expected]])
})

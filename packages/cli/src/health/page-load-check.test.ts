import type { Asker } from 'client'
import { expect, test } from 'vitest'
import { checkPageLoads } from './page-load-check.ts'

const toAsker = (urls: readonly string[]): Asker => {
  const items = urls.map((url, at) => ({ url, time: 90_000 - at }))
  return { ask: () => Promise.resolve({ ok: true, value: { items } }) } as unknown as Asker
}

test.each([
  ['a page of it', ['http://localhost:5173/cart'], ['good: A page told of itself 10s ago']],
  ['pages of others', ['http://localhost:3000/', 'about:blank'], ['warning: No page of']],
  ['nothing', [], ['warning: No page of']],
])('where %s was shown', async (_sentence, urls, expected) => {
  const checks = await checkPageLoads(toAsker(urls), ['http://localhost:5173/shop/'], 100_000)
  const told = checks.map(({ state, text }) => `${state}: ${text}`)
  expect(told).toEqual(expected.map((words) => expect.stringContaining(words) as unknown))
})

test('without a dev server nothing is missing', async () => {
  expect(await checkPageLoads(toAsker([]), [], 100_000)).toEqual([])
})

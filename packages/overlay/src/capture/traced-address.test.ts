import { expect, test } from 'vitest'
import { toTracedAddress } from './traced-address.ts'

const traced = toTracedAddress(
  'http://shop.localhost:51',
  'http://shop.localhost:51/app/__footlight/',
)

test.each([
  ['http://shop.localhost:51/api/cart', true],
  ['http://shop.localhost:51/app/', true],
  ['http://shop.localhost:51/app/__footlight/session', false],
  ['http://shop.localhost:5173/', false],
  ['http://shopxlocalhost:51/', false],
  ['http://elsewhere/?next=http://shop.localhost:51/', false],
])('%s: %s', (address, expected) => {
  expect(traced.test(address)).toBe(expected)
})

test('a sidecar on an origin of its own takes nothing of the page’s out', () => {
  const all = toTracedAddress('http://shop', 'http://127.0.0.1:8969/__footlight/')
  expect(all.test('http://shop/__footlight/')).toBe(true)
})

import { expect, test } from 'vitest'
import {
  isAnswerOf,
  isOfRoute,
  toScriptText,
  toShortFile,
  toNamedPath,
  toSpanPath,
} from './page-address.ts'

test.each([
  ['GET /api/cart', '/api/cart'],
  ['POST http://shop.test/api/cart?x=1', '/api/cart'],
  ['/api/cart', '/api/cart'],
  ['GET', undefined],
  ['GET localhost', undefined],
  ['checkout', undefined],
])('%s names the path %s', (name, expected) => {
  expect(toNamedPath(name)).toBe(expected)
})

test.each([
  [{ 'url.full': 'http://shop.test/api/items?from=cart' }, '/api/items'],
  [{ 'http.target': '/api/items?from=cart' }, '/api/items'],
  [{}, '/api/other'],
])('%j asked for %s', (attributes, expected) => {
  expect(toSpanPath({ name: 'GET /api/other', attributes })).toBe(expected)
})

test.each([
  ['/api/items/:id', '/api/items/7', true],
  ['/api/items/[id]', '/api/items/7', true],
  ['/api/items/{id}', '/api/items/7', true],
  ['/api/items/<int:id>', '/api/items/7', true],
  ['/docs/[...slug]', '/docs/a/b/c', true],
  ['/files/*', '/files/a/b', true],
  ['/api/items/:id', '/api/items', false],
  ['/api/items/:id', '/api/items/7/price', false],
  ['/api/items', '/api/cart', false],
])('%s takes %s: %s', (route, path, expected) => {
  expect(isOfRoute(route, path)).toBe(expected)
})

test.each([
  ['/src/cart.ts', 'cart.ts'],
  ['/@vite/client', '@vite/client'],
  ['/@react-refresh', '@react-refresh'],
  ['/', '/'],
])('%s is the file %s', (path, expected) => {
  expect(toShortFile(path)).toBe(expected)
})

test.each([
  ['TimerHandler:setTimeout http://shop.test/src/cart.ts?t=1', 'TimerHandler:setTimeout cart.ts'],
  ['http://shop.test/src/main.tsx http://shop.test/src/main.tsx', 'main.tsx'],
])('%s ran %s', (script, expected) => {
  expect(toScriptText(script)).toBe(expected)
})

test('a proxy may have taken the front off', () => {
  expect(isAnswerOf('/cart', '/api/cart')).toBe(true)
  expect(isAnswerOf('/', '/api/cart/')).toBe(false)
})

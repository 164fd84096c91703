import { describe, expect, test } from 'vitest'
import { readExpressRoute, readLastRoute } from './express-route.ts'

test.each<[string, unknown, string | undefined]>([
  ['a route of the app', { route: { path: '/orders/:id' }, baseUrl: '' }, '/orders/:id'],
  ['a route of a router', { route: { path: '/:id' }, baseUrl: '/orders' }, '/orders/:id'],
  ['a route that is a pattern', { route: { path: /orders/ }, baseUrl: '' }, undefined],
  ['a request of somebody else', {}, undefined],
])('%s', (_sentence, request, route) => {
  expect(readExpressRoute(request)).toBe(route)
})

describe('once all is over', () => {
  test.each<[string, string, string | undefined]>([
    ['/orders/:id', '/orders/7', '/orders/:id'],
    ['/:id/invoice', '/orders/7/invoice', undefined],
    ['/', '/', '/'],
  ])('%s for %s', (path, url, route) => {
    expect(readLastRoute({ route: { path }, baseUrl: '' }, url)).toBe(route)
  })
})

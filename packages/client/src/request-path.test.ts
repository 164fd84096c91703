import { expect, test } from 'vitest'
import { toAddress, toRequestPath } from './request-path.ts'

test.each([
  ['a list without parameters', 'issues', {}, 'issues'],
  ['a query', 'logs', { query: 'level:error a&b' }, 'logs?query=level%3Aerror+a%26b'],
  ['an id in the path', 'issues/:id/events', { id: '7', limit: '5' }, 'issues/7/events?limit=5'],
  ['an id that would leave the path', 'events/:id', { id: '../x?y' }, 'events/..%2Fx%3Fy'],
  ['an id that is missing', 'events/:id', {}, 'events/'],
])('%s', (_sentence, path, parameters, address) => {
  expect(toAddress(toRequestPath(path, parameters))).toBe(address)
})

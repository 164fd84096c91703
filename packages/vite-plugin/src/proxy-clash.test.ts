import { expect, test } from 'vitest'
import { findProxyClash } from './proxy-clash.ts'

const target = 'http://localhost:3000'

test.each([
  ['everything', { '/': { target, ws: true } }, '/'],
  ['everything by a pattern', { '^/.*': { target, ws: true } }, '^/.*'],
  ['everything, its address being a WebSocket', { '/': 'ws://localhost:3000' }, '/'],
  ['all but ours', { '^/(?!__footlight)': { target, ws: true } }, undefined],
  ['a path', { '/api': { target, ws: true } }, undefined],
  ['everything that is no WebSocket', { '/': { target } }, undefined],
  ['everything, by its address alone', { '/': target }, undefined],
  ['nothing', undefined, undefined],
])('a proxy for %s', (_sentence, proxy, context) => {
  expect(findProxyClash(proxy, '/')).toBe(context)
})

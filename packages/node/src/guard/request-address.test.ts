import { describe, expect, test } from 'vitest'
import { hasSentryAuth, readHttpCall } from './request-address.ts'

const path = '/api/42/envelope/?sentry_key=k'

const callback = (): void => undefined

describe('where a call of http.request goes', () => {
  test.each<[string, readonly unknown[], string]>([
    ['an address', [`http://a.test:9000${path}`], 'a.test:9000'],
    ['an address with its usual port', [`http://a.test:80${path}`], 'a.test'],
    ['a URL and a callback', [new URL(`http://a.test${path}`), callback], 'a.test'],
    ['options', [{ hostname: 'a.test', port: 9000, path }, callback], 'a.test:9000'],
    ['a host that names its port', [{ host: 'a.test:9000', port: 9000, path }], 'a.test:9000'],
    ['options of TLS', [{ protocol: 'https:', hostname: 'a.test', port: 443, path }], 'a.test'],
    ['an address and options', [`http://a.test${path}`, { method: 'POST' }, callback], 'a.test'],
  ])('%s', (_sentence, parameters, host) => {
    expect(readHttpCall(parameters, 'http:')).toMatchObject({
      host,
      pathname: '/api/42/envelope/',
      search: '?sentry_key=k',
      callback: parameters.includes(callback) ? callback : undefined,
    })
  })

  test.each<[string, readonly unknown[]]>([
    ['another path', [{ hostname: 'a.test', path: '/envelope/?sentry_key=k' }]],
    ['no path', [{ hostname: 'a.test' }]],
    ['an address that is none', ['/api/x']],
    ['nothing', []],
    ['what throws in Node itself', [null, 7]],
  ])('%s is the app’s own', (_sentence, parameters) => {
    expect(readHttpCall(parameters, 'http:')).toBeUndefined()
  })
})

test.each([
  [{ 'X-Sentry-Auth': 'Sentry sentry_key=k' }, true],
  [['host', 'a', 'x-sentry-auth', 'k'], true],
  [{ authorization: 'Bearer k' }, false],
  [undefined, false],
])('%j', (headers, expected) => {
  expect(hasSentryAuth(headers)).toBe(expected)
})

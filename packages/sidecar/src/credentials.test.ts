import { expect, test } from 'vitest'
import { readCredentials } from './credentials.ts'
import type { Credentials } from './credentials.ts'

function read(headers: Readonly<Record<string, string>>, query = ''): Credentials {
  return readCredentials(headers, new URLSearchParams(query))
}

const header = 'Sentry sentry_version=7, sentry_client=raven/1, sentry_key=abc, sentry_secret=x'

test.each([
  ['the header of Sentry', { 'x-sentry-auth': header }, ''],
  ['in lower case, the key first', { 'x-sentry-auth': 'sentry sentry_key=abc, a=b' }, ''],
  ['with blanks and quotes', { 'x-sentry-auth': 'Sentry sentry_key = "abc" , a=b' }, ''],
  ['the same as authorization', { authorization: header }, ''],
  ['basic, the key as name', { authorization: `Basic ${btoa('abc:')}` }, ''],
  ['the query', {}, 'sentry_key=abc&sentry_version=7'],
  ['the header before the query', { 'x-sentry-auth': header }, 'sentry_key=other'],
])('a key is known from %s', (_sentence, headers, query) => {
  expect(read(headers, query).publicKey).toBe('abc')
})

test.each([
  ['bearer', { authorization: 'Bearer abc' }, ''],
  ['in lower case', { authorization: 'bearer abc' }, ''],
  ['the query', {}, 'token=abc'],
  ['a header of its own', { 'x-footlight-token': 'abc' }, ''],
])('a token is known from %s', (_sentence, headers, query) => {
  expect(read(headers, query)).toEqual({ publicKey: undefined, client: undefined, token: 'abc' })
})

test.each([
  ['nothing', {}],
  ['nothing behind the scheme', { authorization: 'Basic' }],
  ['half a pair', { 'x-sentry-auth': 'Sentry sentry_key' }],
  ['no pair', { 'x-sentry-auth': ',,,=,' }],
  ['a name of objects', { 'x-sentry-auth': '__proto__=x' }],
])('%s is no key', (_sentence, headers) => {
  expect(read(headers).publicKey).toBeUndefined()
})

test('a long header takes no longer than its length', () => {
  for (const filler of ['a', ' ', '=', ',', '"', 'a=', 'a ']) {
    const start = performance.now()
    read({ 'x-sentry-auth': filler.repeat(1_000_000 / filler.length) })
    expect(performance.now() - start).toBeLessThan(10_000)
  }
})

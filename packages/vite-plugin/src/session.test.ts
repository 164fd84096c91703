import { expect, test } from 'vitest'
import { findSessionRefusal } from './session.ts'

const asked = {
  method: 'POST',
  peer: '127.0.0.1',
  headers: {
    host: 'localhost:5173',
    origin: 'http://localhost:5173',
    'sec-fetch-site': 'same-origin',
  },
}

const to = (headers: object): typeof asked => ({
  ...asked,
  headers: { ...asked.headers, ...headers },
})

test.each([
  ['a page of the dev server', asked],
  ['one over IPv6', { ...asked, peer: '::1' }],
  ['one over IPv4 in the dress of IPv6', { ...asked, peer: '::ffff:127.0.0.1' }],
  [
    'one under a name below localhost',
    to({ host: 'app.localhost:5173', origin: 'http://app.localhost:5173' }),
  ],
  ['one under a name that Vite was told', to({ host: 'my.test', origin: 'https://my.test' })],
  ['one below a name that Vite was told', to({ host: 'a.dev.test', origin: 'https://a.dev.test' })],
  ['one over HTTP/2', to({ host: undefined, ':authority': 'localhost:5173' })],
  [
    'one whose address is not secure enough for the browser to say where it is from',
    to({ 'sec-fetch-site': undefined }),
  ],
  ['one behind another dev server of this machine', to({ 'x-forwarded-for': '127.0.0.1, ::1' })],
])('%s may read', (_sentence, request) => {
  expect(findSessionRefusal(request, ['my.test', '.dev.test'])).toBeUndefined()
})

test.each([
  ['whoever asks with GET', { ...asked, method: 'GET' }, 405],
  ['another machine', { ...asked, peer: '192.168.1.7' }, 403],
  ['whoever has no address', { ...asked, peer: undefined }, 403],
  ['a visitor through a tunnel', to({ 'x-forwarded-for': '203.0.113.9' }), 403],
  ['a visitor who says to be from here', to({ 'x-forwarded-for': '127.0.0.1, 203.0.113.9' }), 403],
  ['a visitor through a proxy that tells otherwise', to({ forwarded: 'for=203.0.113.9' }), 403],
  ['another site', to({ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }), 403],
  [
    'another port of this machine',
    to({ origin: 'http://localhost:3000', 'sec-fetch-site': 'same-site' }),
    403,
  ],
  [
    'a name that was turned to this machine',
    to({ host: 'evil.example', origin: 'http://evil.example' }),
    403,
  ],
  [
    'a name that only looks like an address',
    to({ host: '127.0.0.1.evil.example', origin: 'http://127.0.0.1.evil.example' }),
    403,
  ],
  ['whoever does not say what page it is', to({ origin: undefined }), 403],
  ['a sandboxed frame', to({ origin: 'null' }), 403],
])('%s may not', (_sentence, request, status) => {
  expect(findSessionRefusal(request, ['my.test', '.dev.test'])?.status).toBe(status)
})

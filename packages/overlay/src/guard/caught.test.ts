import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createCatcher } from './caught.ts'

const own = 'http://localhost:5173/app/__footlight/'
const find = createCatcher(own, 'keep,7=mirror', () => 'a1')
const hasNone = (): boolean => false
const envelope = '{"dsn":"https://k@o1.ingest.sentry.io/42"}\n{"type":"event"}\n{}'

beforeAll(() => vi.stubGlobal('location', { href: 'http://localhost:5173/app/' }))
afterAll(() => vi.unstubAllGlobals())

describe('what goes to Sentry', () => {
  test('is sent to the dev server’s own origin instead', () => {
    const address = 'https://o1.ingest.sentry.io/api/42/envelope/?sentry_key=k'
    expect(find(address, hasNone, envelope)).toEqual({
      policy: 'keep',
      host: 'o1.ingest.sentry.io',
      kept: `${own}api/42/envelope/?sentry_key=k&footlight_guard=keep&footlight_host=o1.ingest.sentry.io&footlight_tab=a1`,
    })
  })

  test('a project may have a policy of its own', () => {
    const address = 'https://o1.ingest.sentry.io/api/7/envelope/?sentry_key=k'
    expect(find(address, hasNone, undefined)?.policy).toBe('mirror')
  })

  test.each([
    ['text', envelope],
    ['bytes', new TextEncoder().encode(envelope)],
    ['a buffer', new TextEncoder().encode(envelope).buffer],
  ])('through a tunnel the body tells: %s', (_sentence, body) => {
    expect(find('/tunnel', hasNone, body)).toMatchObject({
      host: 'o1.ingest.sentry.io',
      kept: expect.stringContaining(`${own}api/42/envelope/?`) as string,
    })
  })
})

test.each([
  ['another path', 'https://example.com/api/42/orders', undefined],
  ['a path that only looks like it', 'https://example.com/api/42/envelope/', undefined],
  ['our own', `${own}api/42/envelope/?sentry_key=k`, envelope],
  ['a body of the app', '/orders', '{"dsn":"https://k@o1.ingest.sentry.io/42"}'],
  ['a body that cannot be looked at', '/orders', new Blob([envelope])],
  ['no address at all', 'http://', envelope],
])('%s is let through', (_sentence, address, body) => {
  expect(find(address, hasNone, body)).toBeUndefined()
})

function makeDetached(): ArrayBuffer {
  const buffer = new ArrayBuffer(8)
  structuredClone(buffer, { transfer: [buffer] })
  return buffer
}

const broken = (): never => {
  throw new TypeError('no headers')
}

test.each([
  ['a buffer that was handed to a worker', '/orders', makeDetached(), hasNone],
  ['bytes that are shared with one', '/orders', new Uint8Array(new SharedArrayBuffer(8)), hasNone],
  ['headers that are none', 'https://example.com/api/42/store/', '', broken],
])('%s: what is wrong is for the browser to say', (_sentence, address, body, hasAuth) => {
  expect(find(address, hasAuth, body)).toBeUndefined()
})

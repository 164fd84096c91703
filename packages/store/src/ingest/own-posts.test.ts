import type { SpanRecord } from 'protocol'
import { describe, expect, test } from 'vitest'
import { createOwnPosts } from './own-posts.ts'

const { isOwnPost } = createOwnPosts(['localhost:8969', '127.0.0.1:8969'])

const toSpan = (op: string, name: string, attributes: object = {}): SpanRecord =>
  ({ kind: 'span', op, name, attributes }) as SpanRecord

const full = (url: string): object => ({ 'url.full': url })

describe('ours', () => {
  test.each([
    ['an envelope sent to the sidecar', 'http.client', 'POST http://127.0.0.1:8969/stream', {}],
    ['one sent by DSN', 'http.client', 'POST', full('http://localhost:8969/api/1/envelope/?v=7')],
    ['one sent through the dev server', 'http', 'POST', full('http://a.dev/__footlight/stream')],
    ['the loader', 'resource.script', 'a.dev', full('http://a.dev/sub/__footlight/loader.js')],
    ['the loader, as older SDKs name it', 'resource.script', '/__footlight/loader.js', {}],
    ['a beacon on leaving', 'resource.beacon', 'a.dev', full('http://a.dev/__footlight/stream')],
  ])('%s', (_sentence, op, name, attributes) => {
    expect(isOwnPost(toSpan(op, name, attributes), undefined)).toBe(true)
  })

  test('what was sent to the host that the arrival came to', () => {
    const span = toSpan('http.client', 'POST http://tunnel.example/stream')
    expect(isOwnPost(span, 'tunnel.example')).toBe(true)
    expect(isOwnPost(span, 'other.example')).toBe(false)
  })
})

describe('the app’s own', () => {
  test.each([
    ['a request of the same shape', 'http.client', 'POST http://localhost:3000/stream', {}],
    ['a request that the server gets', 'http.server', 'POST http://localhost:8969/stream', {}],
    ['a script', 'resource.script', '/src/main.ts', {}],
    ['a name that is no address', 'resource.script', 'http://', {}],
    ['a query', 'db', 'SELECT 1', full('http://localhost:8969/stream')],
  ])('%s', (_sentence, op, name, attributes) => {
    expect(isOwnPost(toSpan(op, name, attributes), undefined)).toBe(false)
  })
})

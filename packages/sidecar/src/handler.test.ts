import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import type { Store, StoredBytes } from 'store'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createAccess } from './access.ts'
import type { Credentials } from './credentials.ts'
import { toFailure } from './failure.ts'
import { createHandler } from './handler.ts'
import type { IngestRoute } from './ingest-route.ts'
import type { StaticFiles } from './static-files.ts'
import type { UploadRoute } from './uploads.ts'
import type { WireServer } from './wire-server.ts'

const TOKEN = 'read-token'

let server: Server
let url = ''
/** What the parts of the sidecar were asked. */
let asked: unknown[] = []

beforeEach(async () => {
  asked = []
  const note = (...words: readonly unknown[]): void => {
    asked.push(words)
  }
  const bytes: StoredBytes = {
    data: Buffer.from('<script>alert(1)</script>'),
    contentType: 'text/html\r\nx: y',
    contentEncoding: undefined,
    filename: '../"evil".html',
    file: undefined,
  }
  const files: StaticFiles = {
    send: (_request, response, path) => {
      note('file', path)
      if (path.startsWith('/none')) return Promise.resolve(false)
      response.end('file')
      return Promise.resolve(true)
    },
  }
  const find = (id: string): Promise<StoredBytes | undefined> => {
    note('bytes', id)
    return Promise.resolve(id === 'none' ? undefined : bytes)
  }
  const store: Pick<Store, 'rawBody' | 'dataOf'> = { rawBody: find, dataOf: find }
  const wire: Pick<WireServer, 'accept'> = {
    accept: (_request, socket) => {
      note('wire')
      socket.end('HTTP/1.1 101 Switching Protocols\r\n\r\n')
    },
  }
  const { onRequest, onUpgrade } = createHandler({
    access: createAccess({
      token: TOKEN,
      ingestKey: 'key',
      allowedHosts: [],
      allowedOrigins: [],
      isOpen: false,
      bridges: [],
      onRefusal: () => undefined,
    }),
    ingest: (_request, response, route: IngestRoute, credentials: Credentials) => {
      note('ingest', route.format, credentials.publicKey)
      response.end('kept')
      return Promise.resolve()
    },
    uploads: {
      handle: (_request, response, route: UploadRoute) => {
        note('upload', route.project)
        response.end()
        return Promise.resolve()
      },
    },
    reads: {
      read: (path, parameters) => {
        note('read', path, parameters)
        if (path === 'broken') return Promise.reject(new Error('broken inside'))
        return Promise.resolve(
          path === 'wrong'
            ? { ok: false, status: 400, failure: toFailure('query', 'wrong') }
            : { ok: true, json: '{"items":[]}' },
        )
      },
    },
    changes: {
      change: (path, body) => {
        note('change', path, body)
        return Promise.resolve({ ok: true, value: { ok: true } })
      },
    },
    store: store as Store,
    logFolder: '/nowhere',
    wire: wire as WireServer,
    files,
    mounts: {
      '/mcp': (_request, response) => {
        note('mcp')
        response.end('mcp')
      },
    },
    tracedOrigins: {
      add: (said) => note('traced', said),
      list: () => ['http://localhost:4000'],
    },
    presence: { name: 'footlight', version: '1.0.0', root: 'r' },
  })
  server = createServer(onRequest).on('upgrade', onUpgrade).listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterEach(() => {
  server.closeAllConnections()
  server.close()
})

interface Asking {
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

async function ask(method: string, path: string, init: Asking = {}): Promise<Response> {
  const headers = { authorization: `Bearer ${TOKEN}`, ...init.headers }
  return fetch(url + path, { ...init, method, headers })
}

const json = { headers: { 'content-type': 'application/json' }, body: '{"mark":"mute"}' }

describe('a path leads to who answers it', () => {
  test.each<[string, string, Asking, unknown]>([
    ['POST', '/stream', {}, ['ingest', 'envelope', undefined]],
    ['POST', '/prefix//api/7/envelope//?sentry_key=k', {}, ['ingest', 'envelope', 'k']],
    ['POST', '/v1/logs', {}, ['ingest', 'otlp-logs', undefined]],
    ['GET', '/api/7/store/?sentry_data=x', {}, ['ingest', 'store', undefined]],
    ['POST', '/api/7/upload/', {}, ['upload', '7']],
    ['GET', '/__footlight/api/events?query=a', {}, ['read', 'events', { query: 'a' }]],
    ['GET', '/base/__footlight/api/issues/1', {}, ['read', 'issues/1', {}]],
    ['GET', '/health?token=read-token', {}, ['read', 'health', { token: TOKEN }]],
    ['GET', '/__footlight/api/envelopes/a%20b/raw', {}, ['bytes', 'a b']],
    ['GET', '/__footlight/api/attachments/a-0/raw', {}, ['bytes', 'a-0']],
    ['GET', '/envelope/abc', {}, ['bytes', 'abc']],
    ['POST', '/__footlight/api/issues/1', json, ['change', 'issues/1', { mark: 'mute' }]],
    ['DELETE', '/__footlight/api/pointed/1', {}, ['change', 'pointed/1', {}]],
    ['DELETE', '/clear?service=web&token=read-token', {}, ['change', 'clear', { service: 'web' }]],
    ['GET', '/__footlight/panel/main.js', {}, ['file', '/panel/main.js']],
    ['GET', '/__footlight/', {}, ['file', '/']],
    ['POST', '/mcp', {}, ['mcp']],
    ['GET', '/base/mcp', {}, ['mcp']],
  ])('%s %s', async (method, path, init, expected) => {
    expect((await ask(method, path, init)).status).toBe(200)
    expect(asked).toEqual([expected])
  })

  test.each([
    ['GET', '/nowhere', 404],
    ['PUT', '/__footlight/api/clear', 404],
    ['PATCH', '/stream', 404],
    ['POST', '/health', 404],
    ['GET', '/__footlight/none.js', 404],
    ['GET', '/__footlight/api/envelopes/none/raw', 404],
    ['GET', '/__footlight/api/wrong', 400],
    ['GET', '/__footlight/api/broken', 500],
  ])('%s %s is answered with what is wrong', async (method, path, status) => {
    const response = await ask(method, path)
    expect(response.status).toBe(status)
    expect(await response.json()).toHaveProperty('failure.code')
  })
})

test('without the token only the presence of a sidecar is told', async () => {
  const response = await fetch(`${url}/health`)
  expect(await response.json()).toEqual({ name: 'footlight', version: '1.0.0', root: 'r' })
  expect(asked).toEqual([])
})

test('where a trace’s headers may go is known to whoever may send, and to no other page', async () => {
  const address = `${url}/__footlight/traced-origins`
  const told = await fetch(address, { method: 'POST', body: '{"origin":"o","pid":1}' })
  expect(await told.json()).toEqual({ origins: ['http://localhost:4000'] })
  expect(asked).toEqual([['traced', { origin: 'o', pid: 1 }]])
  const origin = 'http://localhost:5173'
  const page = await fetch(address, { headers: { origin } })
  expect(page.headers.get('access-control-allow-origin')).toBe(origin)
  const foreign = await fetch(address, { headers: { origin: 'https://shop.example' } })
  expect(foreign.status).toBe(403)
})

test('a body that is no JSON, or too long, changes nothing', async () => {
  for (const body of ['{', 'x'.repeat(2 << 20)]) {
    const response = await ask('POST', '/__footlight/api/clear', {
      headers: { 'content-type': 'application/json' },
      body,
    })
    expect(response.status).toBe(400)
  }
  expect(asked).toEqual([])
})

test('what telemetry brought is never a page of ours', async () => {
  const { headers } = await ask('GET', '/envelope/abc')
  expect(headers.get('content-type')).toBe('application/octet-stream')
  expect(headers.get('content-security-policy')).toBe('sandbox')
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('content-disposition')).toBe('attachment; filename="..__evil_.html"')
  expect(headers.get('x-footlight-content-type')).toBe('text/htmlx: y')
})

test('an answer that the reader has already is not sent again', async () => {
  const first = await ask('GET', '/__footlight/api/events')
  const etag = first.headers.get('etag') ?? ''
  expect(etag).not.toBe('')
  const again = await ask('GET', '/__footlight/api/events', { headers: { 'if-none-match': etag } })
  expect(again.status).toBe(304)
})

test.each([
  ['/__footlight/wire?token=read-token', '', '101'],
  ['/base/__footlight/wire', 'Sec-WebSocket-Protocol: footlight, footlight.read-token\r\n', '101'],
  ['/__footlight/wire', '', '401'],
  ['/elsewhere?token=read-token', '', '404'],
])('an upgrade at %s', async (path, header, status) => {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  socket.write(
    `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${header}\r\n`,
  )
  const [answer] = (await once(socket, 'data')) as [Buffer]
  expect(answer.toString()).toContain(`HTTP/1.1 ${status}`)
  expect(asked).toEqual(status === '101' ? [['wire']] : [])
  socket.destroy()
})

import { once } from 'node:events'
import { createServer, get } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Store } from 'store'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { sendStream } from './stream-route.ts'

const PIECE = Buffer.from(`data: ${'x'.repeat(256 * 1024)}\n\n`)

let server: Server
let url: string
let pieces = 0
let isClosed = false
let asked: unknown
let answering: ServerResponse | undefined

beforeEach(async () => {
  pieces = 0
  isClosed = false
  const store: Pick<Store, 'stream'> = {
    stream: (...words) => {
      asked = words
      return Promise.resolve({
        next: () => {
          pieces++
          return Promise.resolve(isClosed ? undefined : PIECE)
        },
        close: () => {
          isClosed = true
        },
      })
    },
  }
  server = createServer((request, response) => {
    answering = response
    const { searchParams } = new URL(request.url ?? '/', 'http://localhost')
    void sendStream(request, response, searchParams, store as Store)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/stream`
})

afterEach(() => {
  server.closeAllConnections()
  server.close()
})

async function open(path = '', headers: Record<string, string> = {}): Promise<IncomingMessage> {
  const [response] = (await once(get(url + path, { headers }), 'response')) as [IncomingMessage]
  return response
}

test.each([
  ['', {}, [undefined, false]],
  ['?lastEventId=a&base64', {}, ['a', true]],
  ['?lastEventId=a', { 'last-event-id': 'b' }, ['b', false]],
])('a reader of "%s" with %j is told from where it wants', async (path, headers, expected) => {
  const response = await open(path, headers)
  expect(asked).toEqual(expected)
  expect(response.headers).toMatchObject({ 'content-type': 'text/event-stream' })
  response.destroy()
  await vi.waitFor(() => expect(isClosed).toBe(true))
})

function listeners(): number {
  return answering?.listenerCount('close') ?? 0
}

test('a slow reader is waited for, and the waiting leaves nothing behind', async () => {
  const response = await open()
  response.pause()
  await vi.waitFor(() => expect(answering?.writableNeedDrain).toBe(true))
  const [before, unread] = [listeners(), pieces]
  await new Promise((resolve) => setImmediate(resolve))
  expect(pieces).toBe(unread)
  response.resume()
  await vi.waitFor(() => expect(pieces).toBeGreaterThan(unread + 50))
  expect(listeners()).toBeLessThanOrEqual(before)
  response.destroy()
  await vi.waitFor(() => expect(isClosed).toBe(true))
})

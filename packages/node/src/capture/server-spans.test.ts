import { once } from 'node:events'
import { Agent, createServer, get } from 'node:http'
import type { IncomingMessage, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { createChannels } from './channels.ts'
import type { Channels } from './channels.ts'
import { captureServer } from './server-spans.ts'
import { createSpanMaker } from './span-maker.ts'

let channels: Channels | undefined
let server: Server | undefined
/** One connection for all. */
const agent = new Agent({ keepAlive: true, maxSockets: 1 })

afterEach(() => {
  channels?.close()
  server?.closeAllConnections()
  server?.close()
})

/** The name of the span in which each request is handled, by its path. */
async function openServer(): Promise<{
  readonly port: number
  readonly found: Map<string, string>
}> {
  const spanMaker = createSpanMaker(() => undefined)
  channels = createChannels(spanMaker, () => true)
  captureServer(channels, spanMaker)
  const found = new Map<string, string>()
  server = createServer((request, response) => {
    found.set(request.url ?? '', spanMaker.context.getStore()?.name ?? 'none')
    response.end()
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return { port: (server.address() as AddressInfo).port, found }
}

async function ask(port: number, path: string, destination: string): Promise<void> {
  const headers = { 'sec-fetch-dest': destination }
  const asked = get({ host: '127.0.0.1', port, path, headers, agent })
  const [response] = (await once(asked, 'response')) as [IncomingMessage]
  await once(response.resume(), 'end')
}

test('what is done for a picture is no part of the document that came on the same connection', async () => {
  const { port, found } = await openServer()
  await ask(port, '/', 'document')
  await ask(port, '/avatar.png', 'image')
  await ask(port, '/orders', 'empty')
  expect(Object.fromEntries(found)).toEqual({
    '/': 'GET /',
    '/avatar.png': 'none',
    '/orders': 'GET /orders',
  })
})

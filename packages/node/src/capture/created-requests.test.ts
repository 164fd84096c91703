import { channel } from 'node:diagnostics_channel'
import http, { ClientRequest } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openCreatedRequests } from './created-requests.ts'

let server: Server
let address: string

beforeAll(async () => {
  server = http.createServer(({ method, headers }, response) => {
    response.end(`${method} ${String(headers['told'] ?? 'untold')}`)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(() => void server.close())

/** What the server saw of a request, with a header that whoever hears of it adds. */
async function ask(make: (done: (response: http.IncomingMessage) => void) => void) {
  const response = await new Promise<http.IncomingMessage>(make)
  return (await response.toArray()).join('')
}

const ways: readonly (readonly [string, () => Promise<string>])[] = [
  ['get', () => ask((done) => http.get(address, done))],
  ['get with options', () => ask((done) => http.get(address, { agent: false }, done))],
  ['request', () => ask((done) => http.request(address, { method: 'PUT' }, done).end())],
]

test.each(ways)(
  '%s is told of while headers can be added, where Node tells later',
  async (_name, way) => {
    const created = openCreatedRequests('20.19.0')
    const heard: unknown[] = []
    const hear = (told: unknown): void => {
      const request: unknown = Reflect.get(Object(told), 'request')
      heard.push(request)
      if (request instanceof ClientRequest) request.setHeader('told', 'told')
    }
    const { request, get } = http
    channel(created.channel).subscribe(hear)
    expect(await way()).toMatch(/^(?:GET|PUT) told$/)
    expect(heard).toHaveLength(1)
    created.close()
    expect(await way()).toMatch(/ untold$/)
    expect([http.request, http.get]).not.toContain(request)
    expect([http.request, http.get]).not.toContain(get)
    channel(created.channel).unsubscribe(hear)
  },
)

test.each([
  ['20.20.2', false],
  ['22.11.0', false],
  ['22.12.0', true],
  ['23.1.0', false],
  ['23.2.0', true],
  ['24.0.0', true],
])('Node %s tells by itself: %s', (version, isPublished) => {
  const { request } = http
  const { channel: name, close } = openCreatedRequests(version)
  expect(name === 'http.client.request.created').toBe(isPublished)
  expect(http.request === request).toBe(isPublished)
  close()
  expect(http.request).toBe(request)
})

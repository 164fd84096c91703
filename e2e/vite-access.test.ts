import { request as openRequest } from 'node:http'
import { networkInterfaces } from 'node:os'
import { WebSocket } from 'ws'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeViteApp, until } from './vite-plugin/vite-app.ts'
import type { Served, ViteApp } from './vite-plugin/vite-app.ts'

/** This machine as others see it. */
const network = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .find(({ internal, family }) => !internal && family === 'IPv4')?.address

let app: ViteApp
let served: Served

beforeAll(async () => {
  app = makeViteApp({
    version: 8,
    config: "server: { host: true, allowedHosts: ['my.test'] },",
  })
  served = await app.start()
  await app.ask('health')
})

afterAll(() => app.close())

function ask(
  url: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  method = 'POST',
): Promise<Response> {
  const body = method === 'POST' ? { body: '{}' } : {}
  return fetch(`${url}__footlight/${path}`, { method, headers, ...body })
}

/** Under a name that resolves to this machine only for the developer. */
function postAs(host: string, path: string): Promise<number | undefined> {
  const { port } = new URL(served.url)
  return new Promise((resolve, reject) => {
    const request = openRequest(
      {
        port,
        path: `/__footlight/${path}`,
        method: 'POST',
        headers: {
          host: `${host}:${port}`,
          origin: `http://${host}:${port}`,
          'content-type': 'application/x-sentry-envelope',
        },
      },
      (answer) => {
        answer.resume()
        resolve(answer.statusCode)
      },
    )
    request.on('error', reject)
    request.end('{}\n')
  })
}

describe('a name of the dev server', () => {
  test('that Vite was told is known to the sidecar with the first request', async () => {
    expect(await postAs('my.test', 'stream')).toBe(200)
    expect(await postAs('my.test', 'session')).toBe(200)
  })

  test('that nobody told is refused', async () => {
    expect(await postAs('evil.example', 'stream')).toBe(403)
    expect(await postAs('evil.example', 'session')).toBe(403)
  })
})

describe('the token', () => {
  test('is given to a page of the dev server, and to no other', async () => {
    const { url } = served
    const own = await ask(url, 'session', { origin: new URL(url).origin })
    expect(own.status).toBe(200)
    expect(own.headers.get('cache-control')).toBe('no-store')
    for (const headers of [
      {},
      { origin: 'https://evil.example' },
      { origin: 'http://localhost:1' },
      { origin: new URL(url).origin, 'x-forwarded-for': '203.0.113.9' },
      { origin: new URL(url).origin, 'sec-fetch-site': 'cross-site' },
    ]) {
      const answer = await ask(url, 'session', headers)
      expect(answer.status).toBe(403)
      expect(await answer.text()).not.toContain('token"')
    }
  })

  test('stands in nothing that every script of the page can read', async () => {
    const { url } = served
    const own = await ask(url, 'session', { origin: new URL(url).origin })
    const { token } = (await own.json()) as { token: string }
    for (const path of ['', '@vite/client', '__footlight/boot.js', '__footlight/loader.js']) {
      const answer = await fetch(`${url}${path}`)
      expect(answer.status).toBe(200)
      expect(await answer.text()).not.toContain(token)
    }
  })

  test('is needed to read, by request and by WebSocket', async () => {
    const { url } = served
    expect((await ask(url, 'api/issues', {}, 'GET')).status).toBe(401)
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}__footlight/wire`, 'vite-footlight')
    const refused = await new Promise<number | undefined>((resolve) => {
      socket.on('unexpected-response', (_request, answer) => resolve(answer.statusCode))
      socket.on('open', () => resolve(undefined))
      socket.on('error', () => undefined)
    })
    expect(refused).toBe(401)
    socket.terminate()
  })
})

describe.skipIf(network === undefined)('from another machine', () => {
  test('one may send, and read only with the link that the terminal prints', async () => {
    const url = served.url.replace('localhost', network ?? '')
    const { origin } = new URL(url)
    expect((await ask(url, 'session', { origin })).status).toBe(403)
    const envelope = `{}\n{"type":"log","item_count":1,"content_type":"application/vnd.sentry.items.log+json"}\n{"items":[]}\n`
    const sent = await fetch(`${url}__footlight/stream`, {
      method: 'POST',
      headers: { origin, 'content-type': 'application/x-sentry-envelope' },
      body: envelope,
    })
    expect(sent.status).toBe(200)
    expect((await ask(url, 'api/issues', { origin }, 'GET')).status).toBe(401)

    const link = await until(() => /from other devices: (\S+)/.exec(served.output())?.[1])
    expect(link).toContain(`${origin}/__footlight/?token=`)
    const token = new URL(link).searchParams.get('token') ?? ''
    const authorization = `Bearer ${token}`
    expect((await ask(url, 'api/issues', { origin, authorization }, 'GET')).status).toBe(200)
  })
})

test.each([
  ['is no address', "'8969'", 'is no address: 8969'],
  [
    'has a data folder that cannot be',
    '{ port: 0, data: "/dev/null/x" }',
    'the sidecar did not start',
  ],
])('a sidecar that %s is one line in the terminal', async (_sentence, sidecar, line) => {
  const broken = makeViteApp({ version: 8, options: `sidecar: ${sidecar},` })
  try {
    const { url, output } = await broken.start()
    expect((await fetch(url)).status).toBe(200)
    await until(() => output().includes(line))
    expect(output().match(/footlight: /g)).toHaveLength(1)
    expect((await fetch(`${url}__footlight/loader.js`)).status).toBe(503)
  } finally {
    await broken.close()
  }
})

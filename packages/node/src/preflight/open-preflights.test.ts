import http from 'node:http'
import type { IncomingHttpHeaders, RequestListener, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readGuardPolicies } from 'protocol'
import { afterEach, expect, test } from 'vitest'
import { openPreflights } from './open-preflights.ts'

const closing: (() => void)[] = []

afterEach(() => {
  for (const close of closing.splice(0)) close()
})

async function listen(answer: RequestListener): Promise<string> {
  const server: Server = http.createServer(answer)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** An app, and what a sidecar is told of it. */
async function open(answer: RequestListener) {
  const told: string[] = []
  const sidecar = await listen((request, response) => {
    request.setEncoding('utf8').on('data', (text: string) => told.push(`${request.url} ${text}`))
    request.on('end', () => response.end())
  })
  const { close } = openPreflights({
    sidecar: new URL(sidecar),
    policies: readGuardPolicies(undefined),
    run: undefined,
    service: undefined,
  })
  closing.push(close)
  return { url: await listen(answer), told }
}

function ask(url: string, method: string, headers: http.OutgoingHttpHeaders) {
  return new Promise<{ status: number | undefined; headers: IncomingHttpHeaders }>((resolve) => {
    const request = http.request(url, { method, headers, agent: false }, (response) => {
      response.resume().on('end', () => {
        resolve({ status: response.statusCode, headers: response.headers })
      })
    })
    request.end()
  })
}

const page = 'http://localhost:5173'

function toPreflight(method: string, headers: string, origin = page): http.OutgoingHttpHeaders {
  return {
    origin,
    'access-control-request-method': method,
    'access-control-request-headers': headers,
  }
}

const trace = 'baggage,sentry-trace,traceparent'

test.each([
  ['from another machine’s page', toPreflight('GET', trace, 'https://shop.example')],
  ['without a trace', toPreflight('PUT', 'content-type')],
  ['of nobody', {}],
])('a preflight %s is the app’s alone', async (_sentence, headers) => {
  const seen: (string | undefined)[] = []
  const { url } = await open(({ headers: said }, response) => {
    seen.push(said['access-control-request-headers'])
    response.writeHead(405).end()
  })
  const answer = await ask(url, 'OPTIONS', headers)
  expect(answer.status).toBe(405)
  expect(answer.headers).not.toHaveProperty('access-control-allow-headers')
  expect(seen).toEqual([Reflect.get(headers, 'access-control-request-headers')])
})

test('one for the trace alone is answered without the app, however often', async () => {
  let count = 0
  const { url } = await open((_request, response) => {
    count++
    response.end()
  })
  for (const method of ['GET', 'POST']) {
    const { status, headers } = await ask(url, 'OPTIONS', toPreflight(method, trace))
    expect(status).toBe(204)
    expect(headers).toMatchObject({
      'access-control-allow-origin': page,
      'access-control-allow-credentials': 'true',
      'access-control-allow-headers': 'sentry-trace, baggage, traceparent',
    })
  }
  expect(count).toBe(0)
  await ask(url, 'GET', {})
  expect(count).toBe(1)
})

const allowing = { 'Access-Control-Allow-Origin': page, 'access-control-allow-headers': 'x-own' }

test.each<[string, RequestListener, string | undefined]>([
  ['an object', (_request, response) => response.writeHead(204, allowing).end(), 'x-own'],
  [
    'a list',
    (_request, response) => response.writeHead(204, Object.entries(allowing).flat()).end(),
    'x-own',
  ],
  [
    'headers before',
    (_request, response) => response.setHeaders(new Map(Object.entries(allowing))).end(),
    'x-own',
  ],
  [
    'an origin alone',
    (_request, response) => response.setHeader('access-control-allow-origin', '*').end(),
    '',
  ],
  ['a refusal', (_request, response) => response.writeHead(403, 'No').end(), undefined],
])(
  'of one the app needs itself, answered with %s, it sees its own part',
  async (_s, answer, own) => {
    const seen: IncomingHttpHeaders[] = []
    const raw: string[] = []
    const { url } = await open((request, response) => {
      seen.push(request.headers)
      raw.push(...request.rawHeaders)
      answer(request, response)
    })
    const preflight = toPreflight('PUT', `${trace},x-own`)
    const { headers } = await ask(url, 'OPTIONS', preflight)
    expect(seen[0]?.['access-control-request-headers']).toBe('x-own')
    expect(raw.join()).not.toContain('sentry-trace')
    const added = 'sentry-trace, baggage, traceparent'
    expect(headers['access-control-allow-headers']).toBe(
      own === undefined ? undefined : own === '' ? added : `${own}, ${added}`,
    )
  },
)

test('the sidecar is told of a server that a page of another origin has asked, once', async () => {
  const { url, told } = await open((_request, response) => response.end())
  await ask(url, 'GET', { origin: url })
  await ask(url, 'GET', {})
  expect(told).toEqual([])
  await ask(url, 'GET', { origin: page })
  await ask(url, 'GET', { origin: page })
  await expect.poll(() => told).toHaveLength(1)
  expect(told[0]).toBe(
    `/__footlight/traced-origins ${JSON.stringify({ origin: url, pid: process.pid })}`,
  )
})

import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fetchAnswer } from './fetch-answer.ts'

/** Tells what it was asked; answers `/late` never. */
const server = createServer((request, response) => {
  if (request.url === '/late') return
  let body = ''
  request.setEncoding('utf8').on('data', (text: string) => (body += text))
  request.on('end', () => {
    const { method, url, headers } = request
    response.statusCode = url === '/missing' ? 404 : 200
    response.end(url === '/page' ? '<html>' : JSON.stringify({ method, url, body, headers }))
  })
})
let address = ''

beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(() => {
  server.closeAllConnections()
  server.close()
})

test('a question has its headers, and an answer', async () => {
  const answer = await fetchAnswer(`${address}/issues?limit=5`, { headers: { authorization: 'x' } })
  expect(answer).toMatchObject({ ok: true, status: 200 })
  expect(await answer.json()).toMatchObject({
    method: 'GET',
    url: '/issues?limit=5',
    headers: { authorization: 'x' },
  })
})

test('an answer of which nobody reads more keeps no connection, and so no process', async () => {
  let connections = 0
  server.on('connection', () => connections++)
  for (let turn = 0; turn < 3; turn++) await fetchAnswer(`${address}/health`, { headers: {} })
  expect(connections).toBeLessThanOrEqual(1)
})

test('a change has its body', async () => {
  const answer = await fetchAnswer(`${address}/clear`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"what":"Zürich"}',
  })
  expect(await answer.json()).toMatchObject({ method: 'POST', body: '{"what":"Zürich"}' })
})

test('a refusal is an answer too', async () => {
  expect(await fetchAnswer(`${address}/missing`, { headers: {} })).toMatchObject({
    ok: false,
    status: 404,
  })
})

test.each([
  ['nobody listens', () => fetchAnswer('http://127.0.0.1:1/', { headers: {} })],
  ['the address is none', () => fetchAnswer('nowhere', { headers: {} })],
  [
    'what answers is something else',
    async () => (await fetchAnswer(`${address}/page`, { headers: {} })).json(),
  ],
  [
    'it is given up',
    () => fetchAnswer(`${address}/late`, { headers: {}, signal: AbortSignal.timeout(50) }),
  ],
])('it fails when %s', async (_sentence, ask) => {
  await expect(ask()).rejects.toThrow(Error)
})

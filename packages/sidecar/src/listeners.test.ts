import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { endSocket, openListeners, PortTaken } from './listeners.ts'
import type { Listeners } from './listeners.ts'

const open: Listeners[] = []

afterEach(async () => {
  for (const listeners of open.splice(0)) await listeners.close()
})

async function listen(hosts: readonly string[], port = 0): Promise<Listeners> {
  const listeners = await openListeners({
    port,
    hosts,
    onRequest: (request, response) => response.end(request.socket.localAddress),
    onUpgrade: (_request, socket) => endSocket(socket, '404 Not Found'),
  })
  open.push(listeners)
  return listeners
}

async function say(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  let answer = ''
  socket.on('data', (chunk) => {
    answer += chunk.toString()
  })
  socket.write(text)
  await once(socket, 'close')
  return answer
}

test('it answers on all of its addresses, under one port', async () => {
  const { port, absent } = await listen(['127.0.0.1', '127.0.0.2'])
  expect(absent).toEqual([])
  for (const host of ['127.0.0.1', '127.0.0.2'])
    expect(await (await fetch(`http://${host}:${port}`)).text()).toBe(host)
})

test('an address that this machine has not is told, and costs no other', async () => {
  const { port, absent } = await listen(['127.0.0.1', '192.0.2.1'])
  expect(absent).toEqual(['192.0.2.1'])
  expect((await fetch(`http://127.0.0.1:${port}`)).ok).toBe(true)
})

test('a port that is taken on one address is taken', async () => {
  const { port } = await listen(['127.0.0.2'])
  await expect(listen(['127.0.0.1', '127.0.0.2'], port)).rejects.toThrow(PortTaken)
  // The first address was let go again.
  expect((await listen(['127.0.0.1'], port)).port).toBe(port)
})

test('another port is taken as well, where it is free', async () => {
  const listeners = await listen(['127.0.0.1'])
  const { port: taken } = await listen(['127.0.0.1'])
  expect(await listeners.also(taken)).toBe(false)
  await open.pop()?.close()
  expect(await listeners.also(taken)).toBe(true)
  expect((await fetch(`http://127.0.0.1:${taken}`)).ok).toBe(true)
})

test.each([
  ['is no request', 'nonsense\r\n\r\n', '400 Bad Request'],
  ['has a header without an end', `GET / HTTP/1.1\r\nx: ${'a'.repeat(100_000)}`, '431 Request'],
  [
    'wants to speak something else',
    'GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n',
    '404 Not Found',
  ],
])('what %s is refused, and its connection ends', async (_sentence, text, status) => {
  const { port } = await listen(['127.0.0.1'])
  expect(await say(port, text)).toContain(`HTTP/1.1 ${status}`)
})

test('a question that is too long is told so, with how long it may be', async () => {
  const { port } = await listen(['127.0.0.1'])
  const answer = await fetch(`http://127.0.0.1:${port}/?query=${'a'.repeat(100_000)}`)
  expect(answer.status).toBe(431)
  expect(await answer.json()).toMatchObject({
    failure: { code: 'too-long', message: expect.stringContaining('64 KB') as string },
  })
})

import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import { connect } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createWaitingSockets } from './waiting-sockets.ts'

const LIMIT = 3

let server: Server
let sockets: Socket[] = []

beforeEach(async () => {
  server = createServer((request, response) => {
    if (request.url === '/never') response.write('still coming')
    else request.resume().once('end', () => response.end('done'))
  })
  createWaitingSockets(LIMIT).guard(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})

afterEach(() => {
  for (const socket of sockets) socket.destroy()
  sockets = []
  server.close()
})

/** A connection that has said `text`, once the server has heard it. */
async function open(text = ''): Promise<Socket> {
  const arrived = once(server, 'connection')
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  socket.on('error', () => undefined)
  sockets.push(socket)
  const [accepted] = (await arrived) as [Socket]
  if (text !== '') {
    const heard = once(accepted, 'data')
    socket.write(text)
    await heard
  }
  return socket
}

async function whenClosed(socket: Socket): Promise<void> {
  if (!socket.destroyed) await once(socket, 'close')
}

async function answerOf(socket: Socket, text: string): Promise<string> {
  const answer = once(socket, 'data')
  socket.write(text)
  return String((await answer)[0])
}

const post = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n'

test.each([
  ['says nothing', ''],
  ['sends half a header', 'GET / HTTP/1.1\r\nHo'],
  ['sends half a body', `${post}ab`],
])('of many, the oldest that %s has to go', async (_sentence, text) => {
  const first = await open(text)
  const others = [await open(text), await open(text)]
  expect(first.destroyed).toBe(false)
  await open(text)
  await whenClosed(first)
  for (const other of others) expect(other.destroyed).toBe(false)
})

test('who has had an answer waits from then on', async () => {
  const first = await open()
  const second = await open()
  const third = await open()
  expect(await answerOf(first, `${post}abcde`)).toContain('done')
  await open()
  await whenClosed(second)
  expect(first.destroyed).toBe(false)
  expect(third.destroyed).toBe(false)
})

test('who is being answered does not wait', async () => {
  const reader = await open()
  expect(await answerOf(reader, 'GET /never HTTP/1.1\r\nHost: a\r\n\r\n')).toContain('200')
  const next = await open()
  for (let index = 0; index < LIMIT; index++) await open()
  await whenClosed(next)
  expect(reader.destroyed).toBe(false)
})

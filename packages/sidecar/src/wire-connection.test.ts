import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { toArrivalFrame, wireVersion } from 'protocol'
import type { SidecarMessage } from 'protocol'
import type { NewEntry, Store } from 'store'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { createAttention } from './attention.ts'
import type { ChangeApi } from './change-api.ts'
import { toFailure } from './failure.ts'
import type { Intake } from './intake.ts'
import { createNotices } from './notices.ts'
import type { Notices } from './notices.ts'
import { createPulse } from './pulse.ts'
import type { ReadRoutes } from './read-api.ts'
import { createWireServer } from './wire-server.ts'
import type { WireServer } from './wire-server.ts'

let server: Server
let wire: WireServer
let notices: Notices
let kept: NewEntry['facts'][] = []
let heard: SidecarMessage[] = []
let reader: WebSocket
let release: (() => void) | undefined

beforeEach(async () => {
  kept = []
  heard = []
  notices = createNotices(Date.now)
  const intake: Pick<Intake, 'keep'> = {
    keep: async (facts) => {
      kept.push(facts)
      if (facts.parameters?.['slow'] !== undefined)
        await new Promise<void>((resolve) => {
          release = resolve
        })
      return undefined
    },
  }
  const reads: ReadRoutes = {
    read: (path) =>
      Promise.resolve(
        path === 'health'
          ? { ok: true, json: '{"name":"footlight"}' }
          : { ok: false, status: 404, failure: toFailure('path', 'no') },
      ),
  }
  const changes: ChangeApi = {
    change: (path) =>
      path === 'clear'
        ? Promise.resolve({ ok: true, value: { ok: true } })
        : Promise.reject(new Error('broken inside')),
  }
  wire = createWireServer({
    store: {} as Store,
    intake: intake as Intake,
    reads,
    changes,
    notices,
    pulse: createPulse(),
    attention: createAttention(Date.now, () => undefined),
    sidecar: { name: 'footlight', version: '1.0.0', root: '/shop' },
    now: () => 1000,
    onCount: () => undefined,
  })
  server = createServer().on('upgrade', wire.accept).listen(0, '127.0.0.1')
  await once(server, 'listening')
  reader = await connect()
})

afterEach(async () => {
  release?.()
  await wire.close()
  server.close()
})

async function connect(): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
  socket.on('message', (data: Buffer) => heard.push(JSON.parse(data.toString()) as SidecarMessage))
  await once(socket, 'open')
  return socket
}

function say(message: object, socket = reader): void {
  socket.send(JSON.stringify(message))
}

function hello(more: object = {}): object {
  return { type: 'hello', version: wireVersion, reader: 'plugin', session: 's', ...more }
}

async function hear(count: number): Promise<readonly SidecarMessage[]> {
  await expect.poll(() => heard.length).toBeGreaterThanOrEqual(count)
  return heard
}

function toFrame(id: number, path: string, parameters = {}): Uint8Array {
  const header = { path, contentType: 'a/b', contentEncoding: undefined, parameters }
  return toArrivalFrame({ id, header, body: Buffer.from('{}') })
}

test('who says hello is welcome', async () => {
  say(hello())
  expect(await hear(1)).toEqual([
    {
      type: 'welcome',
      version: wireVersion,
      sidecar: { name: 'footlight', version: '1.0.0', root: '/shop' },
    },
  ])
})

test('a newer reader is told what to run before it is welcome', async () => {
  say(hello({ version: wireVersion + 1 }))
  expect(await hear(2)).toMatchObject([
    { type: 'failure', failure: { code: 'version' } },
    { type: 'welcome' },
  ])
})

test('questions and changes are answered under their numbers', async () => {
  const call = { type: 'call', parameters: {}, body: {} }
  say({ ...call, id: 1, method: 'GET', path: 'health' })
  say({ ...call, id: 2, method: 'GET', path: 'nothing' })
  say({ ...call, id: 3, method: 'POST', path: 'clear' })
  say({ ...call, id: 4, method: 'POST', path: 'nothing' })
  const answers = await hear(4)
  expect(answers.toSorted((a, b) => ('id' in a ? a.id : 0) - ('id' in b ? b.id : 0))).toMatchObject(
    [
      { type: 'result', id: 1, value: { name: 'footlight' } },
      { type: 'failure', id: 2, failure: { code: 'path' } },
      { type: 'result', id: 3, value: { ok: true } },
      { type: 'failure', id: 4, failure: { code: 'broken', message: 'broken inside' } },
    ],
  )
})

test('arrivals are acknowledged once they are safe, and not before', async () => {
  say(hello())
  reader.send(toFrame(1, '/api/7/envelope/', { slow: '1', service: 'web' }))
  reader.send(toFrame(2, '/stream?run=r'))
  const [, second] = await hear(2)
  expect(second).toEqual({ type: 'ack', frames: [2] })
  release?.()
  expect((await hear(3))[2]).toEqual({ type: 'ack', frames: [1] })
  expect(kept).toMatchObject([
    { format: 'envelope', project: '7', service: 'web', contentType: 'a/b', receivedAt: 1000 },
    { format: 'envelope', run: 'r' },
  ])
})

test('an arrival that is sent again after a reconnect is the same one', async () => {
  say(hello())
  reader.send(toFrame(1, '/stream'))
  await hear(2)
  const again = await connect()
  say(hello(), again)
  again.send(toFrame(1, '/stream'))
  again.send(toFrame(2, '/stream'))
  await hear(4)
  const [first, repeated, other] = kept
  expect(repeated?.id).toBe(first?.id)
  expect(other?.id).not.toBe(first?.id)
})

test('an arrival for no place is acknowledged, so that it is not sent for ever', async () => {
  reader.send(toFrame(9, '/nowhere'))
  expect(await hear(2)).toContainEqual({ type: 'ack', frames: [9] })
  expect(notices.list()).toMatchObject([{ code: 'wire-frame' }])
})

test('the sidecar asks who knows', async () => {
  say(hello())
  await hear(1)
  const asking = wire.ask('plugin', 'source-map', { file: 'a.ts' })
  const [, question] = await hear(2)
  expect(question).toMatchObject({ type: 'ask', question: 'source-map' })
  say({ type: 'answer', id: question?.type === 'ask' ? question.id : 0, value: { map: 1 } })
  expect(await asking).toEqual({ map: 1 })
  expect(await wire.ask('panel', 'anything', {})).toBeUndefined()
})

test('who goes away while it is asked has nothing to say', async () => {
  say(hello())
  await hear(1)
  const asking = wire.ask('plugin', 'source-map', {})
  await hear(2)
  reader.terminate()
  expect(await asking).toBeUndefined()
})

test('what a person should know is told to everybody', async () => {
  say(hello())
  await hear(1)
  notices.add('disk', 'the disk is full', 'make room')
  expect((await hear(2))[1]).toMatchObject({ type: 'notice', notice: { code: 'disk' } })
})

test('who says nothing that can be read is let go', async () => {
  const closed = once(reader, 'close')
  for (let index = 0; index < 200; index++) reader.send('nonsense')
  expect((await closed)[0]).toBe(1008)
  expect(heard.length).toBeLessThanOrEqual(100)
})

test('at the end everybody is told goodbye', async () => {
  const closed = once(reader, 'close')
  await wire.close()
  expect((await closed)[0]).toBe(1001)
})

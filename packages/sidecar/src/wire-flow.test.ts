import { expect, test } from 'vitest'
import { createWireFlow } from './wire-flow.ts'
import type { FlowSocket } from './wire-flow.ts'

interface Stub extends FlowSocket {
  isPaused: boolean
  bufferedAmount: number
  /** The other end reads everything. */
  readonly read: () => void
}

function createSocket(): Stub {
  const whenSent: (() => void)[] = []
  const socket: Stub = {
    OPEN: 1,
    readyState: 1,
    isPaused: false,
    bufferedAmount: 0,
    pause: () => (socket.isPaused = true),
    resume: () => (socket.isPaused = false),
    send: (text, done) => {
      socket.bufferedAmount += text.length
      whenSent.push(done)
    },
    read: () => {
      socket.bufferedAmount = 0
      for (const done of whenSent.splice(0)) done()
    },
  }
  return socket
}

const nothing = (): void => undefined
const message = { data: Buffer.from('x'), isBinary: false }

test.each([
  ['many small things', 257, 10],
  ['a few large ones', 3, 4 << 20],
  ['one that is too large', 1, 32 << 20],
])('%s are heard, and then nothing until half of them are done', (_sentence, count, bytes) => {
  const socket = createSocket()
  const ends: (() => void)[] = []
  const flow = createWireFlow(socket, () => ends.push(flow.begin(bytes)))
  for (let index = 0; index < 1000; index++) flow.hear(message)
  expect(ends).toHaveLength(count)
  expect(socket.isPaused).toBe(true)
  expect(flow.isHolding()).toBe(true)
  // What had been read already is handled first, in its turn.
  for (let index = 0; index < 1000; index++) ends[index]?.()
  expect(ends).toHaveLength(1000)
  expect(socket.isPaused).toBe(false)
  expect(flow.isHolding()).toBe(false)
})

test('what goes on at an ordinary pace is never held', () => {
  const socket = createSocket()
  const flow = createWireFlow(socket, () => flow.begin(100_000)())
  for (let index = 0; index < 1000; index++) flow.hear(message)
  expect(socket.isPaused).toBe(false)
})

test('messages are handled one after another, also while one is', () => {
  const socket = createSocket()
  const handled: string[] = []
  const flow = createWireFlow(socket, ({ data }) => {
    handled.push(String(data))
    if (handled.length === 1) flow.hear({ data: Buffer.from('second'), isBinary: false })
    flow.begin(1)()
  })
  flow.hear({ data: Buffer.from('first'), isBinary: false })
  expect(handled).toEqual(['first', 'second'])
})

test('who does not listen is not heard', () => {
  const socket = createSocket()
  let answers = 0
  const flow = createWireFlow(socket, () => {
    answers++
    flow.send('x'.repeat(1 << 20))
  })
  for (let index = 0; index < 100; index++) flow.hear(message)
  expect(answers).toBe(5)
  expect(socket.isPaused).toBe(true)
  expect(flow.isHolding()).toBe(false)
  socket.read()
  expect(answers).toBe(10)
})

test('a socket that is closed is left alone', () => {
  const socket: Stub = { ...createSocket(), readyState: 3 }
  const flow = createWireFlow(socket, nothing)
  flow.begin(32 << 20)()
  flow.send('x')
  flow.hear(message)
  expect(socket.isPaused).toBe(false)
})

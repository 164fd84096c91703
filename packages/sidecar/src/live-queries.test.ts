import type { Failure } from 'protocol'
import type { LiveAnswer, Store, Watch } from 'store'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createAttention } from './attention.ts'
import { createLiveQueries } from './live-queries.ts'
import type { LiveQueries } from './live-queries.ts'
import { createPulse } from './pulse.ts'
import type { Pulse } from './pulse.ts'

let live: LiveQueries
let pulse: Pulse
let sent: string[] = []
let failures: (readonly [number, Failure])[] = []
let closed: number[] = []
let answers = 0
let isStale = false
let answer: () => Promise<LiveAnswer>
const socket = { bufferedAmount: 0 }

beforeEach(() => {
  vi.useFakeTimers()
  sent = []
  failures = []
  closed = []
  answers = 0
  isStale = true
  socket.bufferedAmount = 0
  pulse = createPulse()
  answer = () => Promise.resolve({ ok: true, json: `answer ${++answers}` })
  const watch = (id: number): Promise<Watch> =>
    Promise.resolve({
      isStale: () => isStale,
      refresh: () => answer(),
      close: () => closed.push(id),
    })
  live = createLiveQueries({
    store: { watch } as unknown as Store,
    attention: createAttention(Date.now, () => undefined),
    pulse,
    socket,
    sendText: (text) => sent.push(text),
    fail: (id, failure) => failures.push([id, failure]),
  })
})

afterEach(() => {
  live.close()
  vi.useRealTimers()
})

function open(id: number): Promise<void> {
  return live.open({ type: 'subscribe', id, path: 'events', parameters: {} })
}

/** Commits follow one another every ten milliseconds. */
async function commitFor(milliseconds: number): Promise<void> {
  for (let time = 0; time < milliseconds; time += 10) {
    pulse.beat()
    await vi.advanceTimersByTimeAsync(10)
  }
}

test('who subscribes is answered at once, and again when something is different', async () => {
  await open(1)
  isStale = false
  await commitFor(500)
  expect(sent).toEqual(['answer 1'])
  isStale = true
  await commitFor(100)
  expect(sent).toEqual(['answer 1', 'answer 2'])
})

test('what happens now and then is told in the next frame', async () => {
  isStale = false
  await open(1)
  isStale = true
  for (let commit = 1; commit <= 40; commit++) {
    await vi.advanceTimersByTimeAsync(commit % 10 === 0 ? 1000 : 20)
    pulse.beat()
    await vi.advanceTimersByTimeAsync(16)
    expect(sent).toHaveLength(commit + 1)
  }
})

test('a flood is told ten times a second, once it has gone on for a while', async () => {
  await open(1)
  await commitFor(1000)
  expect(sent.length).toBeLessThanOrEqual(32)
  const before = sent.length
  await commitFor(1000)
  expect(sent.length - before).toBeGreaterThanOrEqual(9)
  expect(sent.length - before).toBeLessThanOrEqual(11)
})

test('a reader that does not read gets nothing more until it has', async () => {
  await open(1)
  socket.bufferedAmount = 2 << 20
  await commitFor(1000)
  expect(sent).toHaveLength(1)
  socket.bufferedAmount = 0
  await vi.advanceTimersByTimeAsync(200)
  expect(sent.length).toBeGreaterThan(1)
})

test('a question that takes long is not asked again meanwhile', async () => {
  await open(1)
  let asked = 0
  answer = () => {
    asked++
    return new Promise(() => undefined)
  }
  await commitFor(1000)
  expect(asked).toBe(1)
})

test('a number means one live query, and a reader has so many', async () => {
  for (let id = 1; id <= 64; id++) await open(id)
  await open(1)
  await open(65)
  expect(failures.map(([id, { code }]) => [id, code])).toEqual([
    [1, 'subscribed'],
    [65, 'subscriptions'],
  ])
  live.end(1)
  await open(65)
  expect(failures).toHaveLength(2)
})

test('a question that is wrong is refused, and over', async () => {
  const failure: Failure = { code: 'query', message: 'no', position: 3, fix: undefined }
  answer = () => Promise.resolve({ ok: false, status: 400, failure })
  await open(1)
  expect(failures).toEqual([[1, failure]])
  expect(closed).toEqual([1])
})

test('a store that cannot answer for a while is asked again, and its failure told once', async () => {
  const failure: Failure = { code: 'store', message: 'gone', position: undefined, fix: undefined }
  const whole = answer
  answer = () => Promise.resolve({ ok: false, status: 500, failure })
  await open(1)
  await vi.advanceTimersByTimeAsync(500)
  answer = whole
  await vi.advanceTimersByTimeAsync(200)
  expect(failures).toEqual([[1, failure]])
  expect(closed).toEqual([])
  expect(sent).not.toEqual([])
})

test('what was ended while it began is closed', async () => {
  const opening = open(1)
  live.end(1)
  await opening
  expect(closed).toEqual([1])
  expect(sent).toEqual([])
})

test('after the connection nothing is asked any more', async () => {
  await open(1)
  live.close()
  await commitFor(500)
  expect(closed).toEqual([1])
  expect(sent).toHaveLength(1)
})

import { afterEach, expect, test } from 'vitest'
import { createHandover } from './handover.ts'
import type { Handover } from './handover.ts'

/**
 * A thread that deals with nothing: it counts what it is handed, and says when it was sent away. In
 * one that the guard would reach, it does not.
 */
const thread = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort, workerData } from 'node:worker_threads'
    if (process.env.FOOTLIGHT !== 'off') throw new Error('guarded')
    parentPort.on('message', (batch) => {
      if (batch === undefined) return parentPort.close()
      Atomics.add(workerData.done, 0, 1)
      Atomics.notify(workerData.done, 0)
    })
  `)}`,
)

const order = { sidecar: 'http://127.0.0.1:1/', run: undefined, service: undefined, version: '0' }

const log = {
  kind: 'log',
  time: 0,
  level: 'info',
  body: 'line',
  place: undefined,
  attributes: {},
} as const

let handover: Handover | undefined

afterEach(() => {
  handover?.close()
})

/** What the end of the process calls. */
function callLastListener(): void {
  const last = process.listeners('exit').at(-1)
  last?.call(process, 0)
}

test('a process that ends waits until its last words are dealt with', () => {
  handover = createHandover({ thread, order, isOn: () => true })
  handover.add(log)
  const before = Date.now()
  callLastListener()
  expect(Date.now() - before).toBeLessThan(2_000)
})

test('where nothing was heard, no thread is started and nobody waits', () => {
  handover = createHandover({ thread: new URL('file:///nowhere'), order, isOn: () => true })
  const before = Date.now()
  callLastListener()
  expect(Date.now() - before).toBeLessThan(50)
})

test('what was heard before an SDK started costs no thread', () => {
  handover = createHandover({ thread: new URL('file:///nowhere'), order, isOn: () => false })
  handover.add(log)
  const before = Date.now()
  callLastListener()
  expect(Date.now() - before).toBeLessThan(50)
})

test('the process does not listen for its end any more', () => {
  const count = process.listenerCount('exit')
  createHandover({ thread, order, isOn: () => true }).close()
  expect(process.listenerCount('exit')).toBe(count)
})

import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createHeldEnvelopes } from './held-envelopes.ts'

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

/** A sidecar that says when it has taken something, and what it was. */
function openSidecar() {
  const taken: string[] = []
  const asked: (() => void)[] = []
  let isAway = false
  return {
    taken,
    setAway: (next: boolean) => {
      isAway = next
    },
    /** Answers what it was asked so far, and what follows from it. */
    answer: async () => {
      for (let ask = asked.shift(); ask !== undefined; ask = asked.shift()) {
        ask()
        await vi.advanceTimersByTimeAsync(0)
      }
    },
    post: (body: string | Uint8Array): Promise<boolean> => {
      if (isAway) return Promise.resolve(false)
      taken.push(String(body))
      return new Promise((resolve) => asked.push(() => resolve(true)))
    },
  }
}

test('what comes while a sidecar is asked again is neither sent twice nor lost', async () => {
  const sidecar = openSidecar()
  const held = createHeldEnvelopes(sidecar.post)
  sidecar.setAway(true)
  held.add(['1', '2', '3'])
  await held.send()
  sidecar.setAway(false)
  await vi.advanceTimersByTimeAsync(1_000)
  held.add(['4'])
  const sent = held.send()
  await sidecar.answer()
  await sent
  expect(sidecar.taken).toEqual(['1', '2', '3', '4'])
})

test('of a sidecar that is away the newest are held', async () => {
  const sidecar = openSidecar()
  const held = createHeldEnvelopes(sidecar.post)
  sidecar.setAway(true)
  for (let at = 1; at <= 300; at++) held.add([String(at)])
  await held.send()
  sidecar.setAway(false)
  const sent = held.send()
  await vi.advanceTimersByTimeAsync(0)
  await sidecar.answer()
  await sent
  expect([sidecar.taken[0], sidecar.taken.length]).toEqual(['101', 200])
})

test('however much comes while one is under way, it goes together behind it', async () => {
  const sidecar = openSidecar()
  const held = createHeldEnvelopes(sidecar.post)
  held.add(['1'])
  void held.send()
  const later = ['2', '3', '4'].map((body) => {
    held.add([body])
    return held.send()
  })
  expect(new Set(later).size).toBe(1)
  await sidecar.answer()
  await Promise.all(later)
  expect(sidecar.taken).toEqual(['1', '2', '3', '4'])
})

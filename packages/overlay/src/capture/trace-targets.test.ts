import { expect, test } from 'vitest'
import { createTraceTargets } from './trace-targets.ts'
import type { TraceTargets } from './trace-targets.ts'

const own = 'http://localhost:5173'

interface Opened {
  readonly traced: TraceTargets
  readonly window: EventTarget
  /** How often the sidecar was asked. */
  readonly count: () => number
  readonly isTraced: (address: string) => boolean
}

/** A page whose sidecar answers with what `answer` says at that moment. */
function open(answer: () => unknown): Opened {
  const window = Object.assign(new EventTarget(), {
    location: { origin: own },
    setTimeout: (run: () => void) => setTimeout(run),
    clearTimeout: (timer: number) => clearTimeout(timer),
  })
  let count = 0
  const fetch = (): Promise<Response> => {
    count++
    const said = answer()
    return said === undefined
      ? Promise.reject(new Error('away'))
      : Promise.resolve(Response.json(said))
  }
  const traced = createTraceTargets({
    window: window as unknown as Window & typeof globalThis,
    url: `${own}/__footlight/`,
    fetch,
  })
  const isTraced = (address: string): boolean => traced.targets.some((one) => one.test(address))
  return { traced, window, count: () => count, isTraced }
}

test('the page’s own origin is traced from the start, others once they are known', async () => {
  const { isTraced } = open(() => ({ origins: ['http://127.0.0.1:4000', own] }))
  expect(isTraced(`${own}/api`)).toBe(true)
  expect(isTraced('http://127.0.0.1:4000/cart')).toBe(false)
  await expect.poll(() => isTraced('http://127.0.0.1:4000/cart')).toBe(true)
  expect(isTraced('http://127.0.0.1:40001/')).toBe(false)
  expect(isTraced(`${own}/__footlight/stream`)).toBe(false)
})

test.each([
  ['another machine', 'https://shop.example'],
  ['what looks local by name', 'http://localhost.shop.example'],
  ['what looks local by number', 'http://127.0.0.1.shop.example'],
  ['a path', 'http://localhost:4000/api'],
  ['what is no text', 4000],
])('%s is never traced', async (_sentence, origin) => {
  const { traced, isTraced } = open(() => ({ origins: [origin, 'http://localhost:9'] }))
  await expect.poll(() => isTraced('http://localhost:9/')).toBe(true)
  expect(traced.targets).toHaveLength(2)
})

test('the sidecar is asked again after a request to another local origin, once for many', async () => {
  const { traced, count } = open(() => ({ origins: [] }))
  for (const address of [`${own}/api`, 'https://shop.example/', '/api']) traced.note(address)
  await new Promise((resolve) => setTimeout(resolve, 5))
  expect(count()).toBe(1)
  for (let times = 0; times < 5; times++) traced.note('http://localhost:4000/cart')
  await expect.poll(count).toBe(2)
})

test('who comes back to the page may have started a server without us', async () => {
  let origins = ['http://localhost:4000']
  const { traced, window, isTraced } = open(() => ({ origins }))
  traced.note('http://localhost:4000/cart')
  await expect.poll(() => isTraced('http://localhost:4000/cart')).toBe(true)
  origins = []
  window.dispatchEvent(new Event('focus'))
  await expect.poll(() => isTraced('http://localhost:4000/cart')).toBe(false)
  expect(isTraced(`${own}/api`)).toBe(true)
})

test('without a sidecar only the page’s origin is traced', async () => {
  let isThere = true
  const { traced, window, isTraced } = open(() =>
    isThere ? { origins: ['http://localhost:4000'] } : undefined,
  )
  traced.note('http://localhost:4000/cart')
  await expect.poll(() => isTraced('http://localhost:4000/cart')).toBe(true)
  isThere = false
  window.dispatchEvent(new Event('focus'))
  await expect.poll(() => traced.targets.length).toBe(1)
  traced.close()
})

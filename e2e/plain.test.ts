import { afterAll, beforeAll, expect, test } from 'vitest'
import { startPlayground } from './started-playground.ts'
import type { StartedPlayground } from './started-playground.ts'

let tides: StartedPlayground

const incoming = { traceId: '0123456789abcdef0123456789abcdef', spanId: '0123456789abcdef' }

/** A machine that builds something else beside is slow to read. */
const late = { timeout: 30_000 }

beforeAll(async () => {
  tides = await startPlayground('plain')
  const headers = { 'sentry-trace': `${incoming.traceId}-${incoming.spanId}-1` }
  await fetch(`${tides.addresses.server}api/tides/brest`, { headers })
  await fetch(`${tides.addresses.server}api/tides/atlantis`, { headers })
}, 240_000)

afterAll(async () => {
  expect(await tides.stop()).toBe(0)
})

test('what the server answers stands in the trace of whoever asked', async () => {
  await expect
    .poll(
      async () => (await tides.read('traces/:traceId', { id: incoming.traceId })).spanCount,
      late,
    )
    .toBe(2)
  const { spans } = await tides.read('traces/:traceId', { id: incoming.traceId })
  expect(spans.map(({ name, status, parentSpanId }) => [name, status, parentSpanId])).toEqual(
    expect.arrayContaining([
      ['GET /api/tides/brest', 'ok', incoming.spanId],
      ['GET /api/tides/atlantis', 'error', incoming.spanId],
    ]),
  )
})

test('what the server prints is a log of the request', async () => {
  const found = { query: 'message:"high water at brest*"' }
  await expect.poll(async () => (await tides.read('logs', found)).total, late).toBe(1)
  const { items } = await tides.read('logs', found)
  expect(items[0]).toMatchObject({ level: 'info', traceId: incoming.traceId })
})

test('what the server catches and prints is an issue, with the line it stands in', async () => {
  const found = { query: 'sdk:footlight.node*' }
  await expect.poll(async () => (await tides.read('events', found)).items.length, late).toBe(1)
  const { items } = await tides.read('events', found)
  expect(items[0]).toMatchObject({
    traceId: incoming.traceId,
    transaction: 'GET /api/tides/atlantis',
  })
  const frame = items[0]?.exceptions[0]?.frames.at(-1)
  expect(frame).toMatchObject({ function: 'readTide', line: 9 })
  expect(frame?.filename).toMatch(/playground[\\/]plain[\\/]server\.ts$/)
})

import type { TraceDetail } from 'protocol'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startPlayground } from './started-playground.ts'
import type { StartedPlayground } from './started-playground.ts'

let payments: StartedPlayground

beforeAll(async () => {
  // Metrics are sent once a minute otherwise.
  payments = await startPlayground('otel', { OTEL_METRIC_EXPORT_INTERVAL: '500' })
  await Promise.all(
    [20, 900].map((amount) => fetch(`${payments.addresses.server}pay?amount=${amount}`)),
  )
}, 240_000)

afterAll(async () => {
  expect(await payments.stop()).toBe(0)
})

const highRisk = { query: 'fraud_check.score:>70' }

/** Spans come in batches, five seconds late. */
const late = { timeout: 30_000 }

test('a log of a payment with a high score is found, in its trace, with all attributes', async () => {
  await expect.poll(async () => (await payments.read('logs', highRisk)).total, late).toBe(1)
  const { items } = await payments.read('logs', highRisk)
  expect(items[0]).toMatchObject({
    level: 'warn',
    body: 'Payment refused',
    service: 'payments',
    attributes: { amount: 900, 'fraud_check.score': 90 },
  })
  const trace = await payments.read('traces/:traceId', { id: items[0]?.traceId ?? '' })
  expect(trace.logs.map(({ body }) => body)).toEqual(['Payment refused'])
})

async function readTrace(parameters: { readonly query: string }): Promise<TraceDetail | undefined> {
  const { items } = await payments.read('traces', parameters)
  return items[0] && payments.read('traces/:traceId', { id: items[0].traceId })
}

test('its trace is found by the same query, with the error that refused it', async () => {
  await expect.poll(async () => (await readTrace(highRisk))?.spanCount, late).toBe(2)
  const trace = await readTrace(highRisk)
  expect(trace?.spans.map(({ name }) => name).toSorted()).toEqual(['GET /pay', 'fraud check'])
  expect(trace?.errors.map(({ title }) => title)).toEqual([
    'RangeError: A fraud score of 90 is too high',
  ])
})

test('a payment that is taken is one trace across both requests', async () => {
  const taken = { query: 'fraud_check.score:<70' }
  await expect.poll(async () => (await readTrace(taken))?.spanCount, late).toBe(4)
})

test('payments are counted by outcome', async () => {
  await expect
    .poll(async () => {
      const { items } = await payments.read('metrics', { query: 'name:payments' })
      return new Set(items.map(({ attributes }) => attributes['outcome']))
    }, late)
    .toEqual(new Set(['taken', 'refused']))
})

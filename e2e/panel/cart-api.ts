import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { postItemsTo } from './post-items.ts'

/** A server with an SDK of its own, which says what it did for each request. */
export interface CartApi {
  readonly port: number
  /** Where it sends what it says. */
  readonly reportTo: (address: string) => void
  readonly close: () => void
}

const WORK = 60

/** Answers `/api/cart`, and says that a query and an error came of it. */
export async function openCartApi(): Promise<CartApi> {
  let address: string | undefined
  const server = createServer((_request, response) => {
    const start = Date.now() / 1000
    setTimeout(() => {
      response.end('{ "items": 3 }')
      if (address !== undefined) void postItemsTo(address, toReport(start, Date.now() / 1000))
    }, WORK)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    reportTo: (next) => {
      address = next
    },
    close: () => server.close(),
  }
}

function toReport(start: number, end: number): Parameters<typeof postItemsTo>[1] {
  const trace = { trace_id: toHex(16), span_id: toHex(8), op: 'http.server', status: 'ok' }
  const server = { platform: 'node', tags: { service: 'an-api' } }
  const query = {
    trace_id: trace.trace_id,
    span_id: toHex(8),
    parent_span_id: trace.span_id,
    op: 'db',
    description: 'SELECT * FROM cart',
    start_timestamp: start + 0.01,
    timestamp: end - 0.01,
  }
  const transaction = {
    ...server,
    type: 'transaction',
    event_id: toHex(16),
    transaction: 'GET /api/cart',
    start_timestamp: start,
    timestamp: end,
    contexts: { trace },
    spans: [query],
  }
  const error = {
    ...server,
    event_id: toHex(16),
    level: 'error',
    timestamp: end - 0.005,
    contexts: { trace },
    exception: { values: [{ type: 'PriceError', value: 'No price for MUG-07' }] },
  }
  const sdk = { name: 'sentry.javascript.node', version: '11.12.0' }
  return [[{ sdk }], [{ type: 'transaction' }, transaction], [{ type: 'event' }, error]]
}

function toHex(length: number): string {
  return randomBytes(length).toString('hex')
}

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Footlight } from '../sidecar/footlight.ts'
import { postItems } from './post-items.ts'

/** The file in which it breaks; line 5 does. */
const cart = `import { catalog } from './catalog'

/** What a line of the cart costs. */
export function lineTotal(item: CartItem): number {
  return item.quantity * catalog.get(item.sku).price
}
`

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'

/** A project in which something broke: its file, and what SDKs and dev server say of it. */
export function writeProject(root: string): void {
  mkdirSync(join(root, 'src'), { recursive: true })
  writeFileSync(join(root, 'src/cart.ts'), cart)
}

export interface CheckoutError {
  readonly root: string
  readonly time: number
  readonly type?: string
  readonly value?: string
}

let sent = 0

/** An error in the checkout with everything an event can carry. */
export async function sendCheckoutError(
  footlight: Footlight,
  { root, time, type = 'CheckoutError', value = 'Could not price cart c_9f2' }: CheckoutError,
): Promise<string> {
  sent += 1
  const id = `c0ffee${String(sent).padStart(26, '0')}`
  const event = {
    event_id: id,
    timestamp: time / 1000,
    platform: 'node',
    level: 'error',
    transaction: 'POST /api/checkout',
    release: 'dev+3fa91c2',
    environment: 'development',
    server_name: 'laptop',
    tags: { 'cart.size': '3' },
    user: { id: '42', email: 'ann@example.com' },
    request: {
      method: 'POST',
      url: 'http://localhost:3000/api/checkout',
      headers: { cookie: 'session=hunter2hunter2', accept: '*/*' },
      data: { sku: 'MUG-07', password: 'hunter2' },
    },
    contexts: {
      runtime: { name: 'node', version: 'v22.11.0' },
      trace: { trace_id: traceId, span_id: 'b7ad6b7169203331' },
    },
    extra: { attempt: 2 },
    modules: { express: '5.1.0' },
    breadcrumbs: [
      {
        timestamp: time / 1000 - 3,
        category: 'console',
        level: 'warning',
        message: 'slow request took 3392 ms',
      },
      { timestamp: time / 1000 - 0.1, category: 'ui.click', message: 'button.checkout' },
    ],
    sdk: { name: 'sentry.javascript.node', version: '11.12.0' },
    exception: {
      values: [
        {
          type: 'TypeError',
          value: "Cannot read properties of undefined (reading 'price')",
          mechanism: { type: 'middleware', handled: false },
          stacktrace: {
            frames: [
              {
                function: 'handle',
                filename: join(root, 'node_modules/express/index.js'),
                lineno: 7,
                in_app: false,
              },
              {
                function: 'lineTotal',
                filename: join(root, 'src/cart.ts'),
                lineno: 5,
                colno: 26,
                in_app: true,
                vars: { item: { sku: 'MUG-07', quantity: 2 } },
              },
            ],
          },
        },
        {
          type,
          value,
          mechanism: { type: 'generic', handled: false },
        },
      ],
    },
  }
  await postItems(footlight, [
    [{ event_id: id, sdk: event.sdk }],
    [{ type: 'event' }, event],
    [
      { type: 'attachment', filename: 'cart.json', content_type: 'application/json' },
      { cart: 'c_9f2' },
    ],
  ])
  return id
}

/** The request it happened in, from the server down to the query, and what was logged there. */
export async function sendCheckoutTrace(footlight: Footlight, time: number): Promise<void> {
  const start = time / 1000 - 0.19
  const span = { trace_id: traceId, status: 'ok', origin: 'auto' }
  await postItems(footlight, [
    [{ sdk: { name: 'sentry.javascript.node', version: '11.12.0' } }],
    [
      { type: 'transaction' },
      {
        event_id: 'd0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0',
        type: 'transaction',
        transaction: 'POST /api/checkout',
        start_timestamp: start,
        timestamp: time / 1000,
        platform: 'node',
        contexts: {
          trace: {
            ...span,
            span_id: 'aaaaaaaaaaaaaaaa',
            op: 'http.server',
            status: 'internal_error',
          },
        },
        spans: [
          {
            ...span,
            span_id: 'cccccccccccccccc',
            parent_span_id: 'aaaaaaaaaaaaaaaa',
            op: 'db',
            description: 'SELECT * FROM cart',
            start_timestamp: start + 0.02,
            timestamp: start + 0.025,
          },
          {
            ...span,
            span_id: 'b7ad6b7169203331',
            parent_span_id: 'aaaaaaaaaaaaaaaa',
            op: 'function',
            description: 'priceCart',
            start_timestamp: start + 0.1,
            timestamp: start + 0.118,
          },
        ],
      },
    ],
  ])
  await postItems(footlight, [
    [{ sdk: { name: 'sentry.javascript.node', version: '11.12.0' } }],
    [
      { type: 'log', item_count: 1, content_type: 'application/vnd.sentry.items.log+json' },
      {
        items: [
          {
            timestamp: time / 1000 - 0.05,
            trace_id: traceId,
            level: 'info',
            body: '\u001b[32mpricing\u001b[0m cart c_9f2',
            attributes: {},
          },
        ],
      },
    ],
  ])
}

/** A save, as the dev server's plugin reports it. */
export async function sendSave(footlight: Footlight, time: number): Promise<void> {
  await postItems(footlight, [
    [{}],
    [
      { type: 'footlight.edit' },
      {
        time,
        file: 'src/cart.ts',
        change: 'update',
        hunks: [
          {
            oldStart: 4,
            newStart: 4,
            lines: [
              ' export function lineTotal(item: CartItem): number {',
              '-  return item.quantity * item.product.price',
              '+  return item.quantity * catalog.get(item.sku).price',
            ],
          },
        ],
      },
    ],
  ])
}

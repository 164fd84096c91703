import type { Footlight } from '../sidecar/footlight.ts'
import { postItems } from './post-items.ts'

/**
 * A page of a shop as the loader measures it, without an SDK in the page: its cart takes 3.4 s for
 * the sake of 151 queries, then a file is saved, and the checkout fails.
 */
export async function sendCartPage(footlight: Footlight, time: number): Promise<void> {
  await sendPage(footlight, { id: 'before', time: time - 40_000, url: '/', isSlow: false })
  await sendPage(footlight, { id: 'cart', time, url: '/cart', isSlow: true })
  await sendCartRequest(footlight, time + 710)
  await sendSave(footlight, time + 5000)
  await sendCheckout(footlight, time + 6150)
}

const node = { sdk: { name: 'sentry.javascript.node', version: '11.12.0' } }
const base = 'http://localhost:5173'

/** Another load in the same tab. */
export async function sendNextPage(footlight: Footlight, time: number): Promise<void> {
  await sendPage(footlight, { id: 'next', time, url: '/done', isSlow: false })
}

/** The page in which the capture of React's SDK was made, as the loader would have measured it. */
export async function sendReactPage(footlight: Footlight): Promise<void> {
  const time = 1_795_171_680_399.7
  const url = 'http://localhost:39939'
  const page = {
    id: 'react',
    tabId: 'react',
    time,
    url: `${url}/shop`,
    navigation: 'load',
    traceId: 'f4cb690bc1174ff2a324194de05e4a11',
    duration: 318,
    vitals: [{ name: 'lcp', value: 348, target: 'h1' }],
    entries: [
      {
        type: 'navigation',
        name: `${url}/shop`,
        time,
        duration: 318,
        attributes: { responseEnd: 7 },
      },
      {
        type: 'resource',
        name: `${url}/assets/index-dbYlR77k.js`,
        time: time + 73,
        duration: 157,
        attributes: { initiatorType: 'script' },
      },
    ],
  }
  await postItems(footlight, [
    [{ sdk: { name: 'footlight.loader' } }],
    [{ type: 'footlight.page_load' }, page],
  ])
}

interface SentPage {
  readonly id: string
  readonly time: number
  readonly url: string
  readonly isSlow: boolean
}

function resource(
  time: number,
  path: string,
  start: number,
  duration: number,
  more: Readonly<Record<string, unknown>> = {},
): object {
  const requestStart = start + 4
  const attributes = { requestStart, responseStart: start + duration * 0.8, ...more }
  return { type: 'resource', name: base + path, time: time + start, duration, attributes }
}

async function sendPage(footlight: Footlight, { id, time, url, isSlow }: SentPage): Promise<void> {
  const modules = ['@vite/client', 'src/main.tsx', 'src/cart-list.tsx', 'src/price.ts']
  const files = Array.from({ length: 16 }, (_, index) =>
    resource(
      time,
      `/${modules[index] ?? `src/part-${index}.ts`}`,
      220 + index * 12,
      130 + index * 9,
      {
        initiatorType: index === 0 ? 'script' : 'other',
        transferSize: 54_000,
      },
    ),
  )
  const page = {
    id,
    time,
    tabId: 'tab-1',
    url: base + url,
    navigation: 'load',
    duration: isSlow ? 3900 : 620,
    vitals: [
      { name: 'ttfb', value: 180 },
      { name: 'fcp', value: 904 },
      { name: 'lcp', value: isSlow ? 2904 : 950, target: 'img.promo-banner' },
      { name: 'cls', value: 0.04, target: 'ul#cart' },
      ...(isSlow ? [{ name: 'inp', value: 184, target: 'button.checkout' }] : []),
    ],
    entries: [
      {
        type: 'navigation',
        name: base + url,
        time,
        duration: isSlow ? 3900 : 620,
        attributes: {
          fetchStart: 2,
          connectStart: 4,
          connectEnd: 9,
          requestStart: 10,
          responseStart: 180,
          responseEnd: 210,
          domInteractive: 400,
          domComplete: 3850,
          loadEventEnd: 3900,
          transferSize: 2048,
        },
      },
      ...files,
      resource(time, '/promo-banner.jpg', 620, isSlow ? 2260 : 160, {
        initiatorType: 'img',
        transferSize: 1_150_000,
      }),
      ...(isSlow
        ? [
            resource(time, '/api/cart', 440, 3420, { initiatorType: 'fetch', transferSize: 9000 }),
            {
              type: 'long-animation-frame',
              name: 'long-animation-frame',
              time: time + 3870,
              duration: 96,
              attributes: {
                blockingDuration: 41,
                script: `Promise.then ${base}/src/cart-list.tsx`,
              },
            },
            {
              type: 'event',
              name: 'click',
              time: time + 6100,
              duration: 184,
              attributes: { interactionId: 7, target: 'button.checkout' },
            },
            resource(time, '/api/checkout', 6112, 188, {
              initiatorType: 'fetch',
              responseStatus: 500,
            }),
          ]
        : []),
    ],
  }
  await postItems(footlight, [
    [{ sdk: { name: 'footlight.loader' } }],
    [{ type: 'footlight.page_load' }, page],
  ])
}

const cartTrace = 'ca47ca47ca47ca47ca47ca47ca47ca47'

async function sendCartRequest(footlight: Footlight, time: number): Promise<void> {
  const start = time / 1000 - 0.24
  const span = { trace_id: cartTrace, status: 'ok', origin: 'auto' }
  const root = 'ca00000000000001'
  const query = (index: number, description: string, from: number, length: number): object => ({
    ...span,
    span_id: `ca1${String(index).padStart(13, '0')}`,
    parent_span_id: root,
    op: 'db',
    description,
    start_timestamp: start + from,
    timestamp: start + from + length,
  })
  const products = Array.from({ length: 151 }, (_, index) =>
    query(
      index + 1,
      'SELECT id, sku, name, price FROM product WHERE id = ?',
      0.03 + index * 0.02127,
      0.021,
    ),
  )
  await postItems(footlight, [
    [node],
    [
      { type: 'transaction' },
      {
        event_id: 'ca47ca47ca47ca47ca47ca47ca47ca48',
        type: 'transaction',
        transaction: 'GET /api/cart',
        start_timestamp: start,
        timestamp: start + 3.39,
        platform: 'node',
        server_name: 'laptop',
        contexts: {
          trace: { ...span, span_id: root, op: 'http.server', data: { 'url.path': '/api/cart' } },
        },
        spans: [
          query(0, 'SELECT id, user_id, created FROM cart WHERE user_id = ?', 0.01, 0.004),
          ...products,
          {
            ...span,
            span_id: 'ca20000000000001',
            parent_span_id: root,
            op: 'http.client',
            description: 'POST /quote',
            start_timestamp: start + 3.26,
            timestamp: start + 3.356,
          },
        ],
      },
    ],
    [
      { type: 'log', item_count: 1, content_type: 'application/vnd.sentry.items.log+json' },
      {
        items: [
          {
            timestamp: start + 3.385,
            trace_id: cartTrace,
            span_id: root,
            level: 'warn',
            body: 'slow request: GET /api/cart took 3392 ms',
            attributes: {},
          },
        ],
      },
    ],
  ])
}

async function sendSave(footlight: Footlight, time: number): Promise<void> {
  const lines = [
    '-  return item.quantity * item.price',
    '+  return item.quantity * item.product.price',
  ]
  const hunks = [{ oldStart: 41, newStart: 41, lines }]
  await postItems(footlight, [
    [{}],
    [{ type: 'footlight.edit' }, { time, file: 'src/server/cart.ts', change: 'update', hunks }],
  ])
}

async function sendCheckout(footlight: Footlight, time: number): Promise<void> {
  const traceId = 'c8ec0000000000000000000000000001'
  const start = time / 1000 - 0.03
  const trace = {
    trace_id: traceId,
    span_id: 'c8ec000000000001',
    op: 'http.server',
    status: 'internal_error',
    data: { 'url.path': '/api/checkout', 'http.response.status_code': 500 },
  }
  await postItems(footlight, [
    [node],
    [
      { type: 'transaction' },
      {
        event_id: 'c8ec0000000000000000000000000002',
        type: 'transaction',
        transaction: 'POST /api/checkout',
        start_timestamp: start,
        timestamp: start + 0.17,
        platform: 'node',
        contexts: { trace },
        spans: [],
      },
    ],
  ])
  await postItems(footlight, [
    [{ ...node, event_id: 'c8ec0000000000000000000000000003' }],
    [
      { type: 'event' },
      {
        event_id: 'c8ec0000000000000000000000000003',
        timestamp: start + 0.12,
        platform: 'node',
        level: 'error',
        transaction: 'POST /api/checkout',
        contexts: { trace },
        exception: {
          values: [
            {
              type: 'TypeError',
              value: "Cannot read properties of undefined (reading 'price')",
              mechanism: { type: 'generic', handled: false },
              stacktrace: {
                frames: [
                  {
                    function: 'lineTotal',
                    filename: 'src/server/cart.ts',
                    lineno: 41,
                    in_app: true,
                  },
                ],
              },
            },
          ],
        },
      },
    ],
    [
      { type: 'log', item_count: 1, content_type: 'application/vnd.sentry.items.log+json' },
      {
        items: [
          {
            timestamp: start + 0.13,
            trace_id: traceId,
            span_id: 'c8ec000000000001',
            level: 'error',
            body: 'checkout failed cart=c_9f2',
            attributes: {},
          },
        ],
      },
    ],
  ])
}

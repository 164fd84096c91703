import type { Footlight } from '../sidecar/footlight.ts'
import { postItems } from './post-items.ts'
import type { SentItem } from './post-items.ts'

const sdk = { name: 'sentry.javascript.browser', version: '11.12.0' }
const traceId = '5eed5eed5eed5eed5eed5eed5eed5eed'
const long = 'a word that goes on and on without an end, '.repeat(60)
const unbroken = 'x'.repeat(900)
const rightToLeft = 'خطأ في الدفع: السلة فارغة ‏c_9f2'
const emoji = '🛒💥 la commande a échoué 👩‍👩‍👧‍👦 — 注文に失敗しました'

/** What apps send that no designer thought of: texts without end, of all scripts, and odd figures. */
export async function sendStrangeThings(footlight: Footlight, time: number): Promise<void> {
  const messages = [long, unbroken, rightToLeft, emoji, '', 'one\ntwo\n\tthree']
  for (const [index, message] of messages.entries()) {
    await postItems(footlight, [
      [{ sdk }],
      [{ type: 'event' }, toEvent(message, index, time - index * 60_000)],
    ])
  }
  await postItems(footlight, [[{ sdk }], [{ type: 'event' }, toCrash(time - 5000)], ...attachments])
  await postItems(footlight, [[{ sdk }], [{ type: 'transaction' }, toTransaction(time)]])
  await postItems(footlight, [
    [{ sdk }],
    [
      { type: 'log', item_count: 6, content_type: 'application/vnd.sentry.items.log+json' },
      {
        items: messages.map((body, index) => ({
          timestamp: (time - index * 40_000) / 1000,
          trace_id: traceId,
          level: ['fatal', 'error', 'warn', 'info', 'debug', 'trace'][index],
          body: body === '' ? '\u001b[1;31mred\u001b[0m and \u001b[4munderlined\u001b[0m' : body,
          attributes: {
            'a.key.that.is.as.long.as.a.sentence.and.has.no.place.to.break': { value: unbroken },
            amount: { value: 9_007_199_254_740_991 },
            ratio: { value: 1e-12 },
            empty: { value: '' },
            name: { value: rightToLeft },
          },
        })),
      },
    ],
  ])
}

function toEvent(value: string, index: number, time: number): object {
  return {
    timestamp: time / 1000,
    platform: 'javascript',
    level: ['error', 'fatal', 'warning', 'info', 'debug', 'error'][index],
    release: `shop@${unbroken.slice(0, 60)}`,
    environment: index % 2 === 0 ? 'development' : 'پیش‌نمایش',
    tags: { [emoji]: rightToLeft, long: unbroken },
    extra: { huge: 1.797e308, tiny: -5e-324, deep: { deeper: { deepest: [[[[unbroken]]]] } } },
    exception: {
      values: [
        {
          type: index === 1 ? `${unbroken.slice(0, 120)}Error` : ['Error', 'خطأ'][index % 2],
          value,
          mechanism: { type: 'generic', handled: index % 2 === 0 },
          stacktrace: {
            frames: Array.from({ length: 60 }, (_, line) => ({
              function: line % 7 === 0 ? unbroken.slice(0, 200) : `fn${line}`,
              filename: `/app/${'deep/'.repeat(line % 9)}file-${index}-${line % 5}.ts`,
              lineno: line * 100_000,
              colno: 1_000_000,
              in_app: line > 20,
            })),
          },
        },
      ],
    },
  }
}

/** A native crash: threads, a view hierarchy's kind of depth, and things attached. */
function toCrash(time: number): object {
  const frames = [{ function: 'main', filename: 'main.c', lineno: 1, in_app: true }]
  return {
    event_id: 'deadbeefdeadbeefdeadbeefdeadbeef',
    timestamp: time / 1000,
    platform: 'native',
    level: 'fatal',
    message: 'the app has ended',
    threads: {
      values: Array.from({ length: 24 }, (_, id) => ({
        id,
        name: id === 0 ? 'main' : `worker ${id} ${emoji}`,
        crashed: id === 0,
        current: id === 3,
        stacktrace: { frames },
      })),
    },
    breadcrumbs: Array.from({ length: 100 }, (_, index) => ({
      timestamp: time / 1000 - index,
      category: index % 3 === 0 ? 'navigation' : `http.${unbroken.slice(0, 40)}`,
      message: index % 5 === 0 ? unbroken : emoji,
    })),
  }
}

const attachments: readonly SentItem[] = [
  [{ type: 'attachment', filename: 'state.json', content_type: 'application/json' }, { emoji }],
  [{ type: 'attachment', filename: `${unbroken}.txt`, content_type: 'text/plain' }, { text: long }],
  [
    { type: 'attachment', filename: 'memory.bin', content_type: 'application/octet-stream' },
    { bytes: unbroken },
  ],
]

function toTransaction(time: number): object {
  const start = time / 1000 - 3600
  const span = { trace_id: traceId, origin: 'auto', status: 'ok' }
  return {
    type: 'transaction',
    transaction: `GET /${unbroken}`,
    start_timestamp: start,
    timestamp: time / 1000,
    platform: 'javascript',
    contexts: { trace: { ...span, span_id: 'aaaaaaaaaaaaaaaa', op: 'pageload' } },
    spans: [
      ...[0, 1e-6, 0.001, 1, 59.99, 3599].map((seconds, index) => ({
        ...span,
        span_id: `bbbbbbbbbbbbbbb${index}`,
        parent_span_id: 'aaaaaaaaaaaaaaaa',
        op: ['db', 'http.client', 'ui.render', 'cache.get', emoji, 'function'][index],
        description: [rightToLeft, emoji, unbroken, '', 'SELECT\n  1', 'nearly an hour'][index],
        start_timestamp: start + index * 0.2,
        timestamp: start + index * 0.2 + seconds,
      })),
      ...Array.from({ length: 40 }, (_, index) => ({
        ...span,
        span_id: (0xc0_0000_0000 + index).toString(16).padStart(16, '0'),
        parent_span_id:
          index === 0
            ? 'bbbbbbbbbbbbbbb5'
            : (0xc0_0000_0000 + index - 1).toString(16).padStart(16, '0'),
        op: 'function',
        description: `depth ${index}`,
        start_timestamp: start + 1 + index,
        timestamp: start + 3599 - index,
      })),
    ],
  }
}

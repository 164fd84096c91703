/** What the readers are shown: posted as SDKs do, to either of them. */

const ERRORS_AT_ONCE = 20
const LOGS_AT_ONCE = 100

export type Post = (items: readonly (readonly [header: object, payload: object])[]) => Promise<void>

/** Envelopes one after another, to whoever takes `POST /stream`. */
export function toPost(url: string): Post {
  let serial = 0
  return async (items) => {
    serial += 1
    const lines = items.flatMap(([header, payload]) => {
      const text = JSON.stringify(payload)
      return [JSON.stringify({ ...header, length: Buffer.byteLength(text) }), text]
    })
    const head = { event_id: toId(serial, 'e'), sent_at: new Date().toISOString() }
    const response = await fetch(`${url}/stream`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-sentry-envelope' },
      body: [JSON.stringify(head), ...lines].join('\n'),
    })
    await response.arrayBuffer()
    if (!response.ok) throw new Error(`${url} answered ${response.status}`)
  }
}

export interface ErrorLoad {
  readonly count: number
  /** So many different ones; each is one of its own unless told. */
  readonly kinds?: number
  /** Ids go on from here. */
  readonly from?: number
  /** The closest tool takes one event of an envelope. */
  readonly inEnvelope?: number
}

export async function postErrors(post: Post, load: ErrorLoad): Promise<void> {
  const { count, kinds = count, from = 0, inEnvelope = 1 } = load
  const step = ERRORS_AT_ONCE * inEnvelope
  for (let first = 0; first < count; first += step) {
    const length = Math.min(step, count - first)
    const events = Array.from({ length }, (_, index) => toError(from + first + index, kinds))
    const envelopes = Array.from({ length: Math.ceil(length / inEnvelope) }, (_, index) =>
      events.slice(index * inEnvelope, (index + 1) * inEnvelope),
    )
    await Promise.all(
      envelopes.map((some) => post(some.map((event) => [{ type: 'event' }, event] as const))),
    )
  }
}

function toError(number: number, kinds: number): object {
  const kind = number % kinds
  return {
    event_id: toId(number + 1, 'a'),
    timestamp: Date.now() / 1000,
    platform: 'javascript',
    fingerprint: [`bench ${kind}`],
    exception: {
      values: [
        {
          type: 'BenchError',
          value: `went wrong the ${kind}th way`,
          stacktrace: {
            frames: [
              { filename: 'app:///src/main.ts', function: 'start', lineno: 4, colno: 1 },
              { filename: 'app:///src/cart.ts', function: `add${kind}`, lineno: 41, colno: 9 },
            ],
          },
        },
      ],
    },
  }
}

/** One transaction: a root, and spans ten to a parent. */
export async function postTrace(post: Post, name: string, count: number): Promise<void> {
  const trace_id = toId(count, 'b')
  const root = 'e'.repeat(16)
  const start = Date.now() / 1000 - 10
  const spans = Array.from({ length: count - 1 }, (_, index) => ({
    trace_id,
    span_id: toSpanId(index + 1),
    parent_span_id: index % 10 === 0 ? root : toSpanId(index - (index % 10) + 1),
    start_timestamp: start + index / 10_000,
    timestamp: start + index / 10_000 + 0.005,
    op: index % 3 === 0 ? 'db.query' : 'function',
    description: `step ${toLetters(index)}`,
  }))
  const transaction = {
    type: 'transaction',
    event_id: toId(count, 'c'),
    platform: 'node',
    transaction: name,
    start_timestamp: start,
    timestamp: start + 1.1,
    contexts: { trace: { trace_id, span_id: root, op: 'task' } },
    spans,
  }
  await post([[{ type: 'transaction' }, transaction]])
}

export async function postLogs(post: Post, count: number): Promise<void> {
  for (let first = 0; first < count; first += LOGS_AT_ONCE) {
    const items = Array.from({ length: LOGS_AT_ONCE }, (_, index) => ({
      timestamp: Date.now() / 1000,
      trace_id: toId(first + index, 'd'),
      level: index % 50 === 0 ? 'error' : 'info',
      severity_number: index % 50 === 0 ? 17 : 9,
      body: `line ${first + index}`,
      attributes: { 'user.id': { value: index % 5, type: 'integer' } },
    }))
    const content_type = 'application/vnd.sentry.items.log+json'
    await post([[{ type: 'log', item_count: items.length, content_type }, { items }]])
  }
}

/** What differs in numbers only would be taken for the same. */
export function toLetters(number: number): string {
  const digits = number.toString(26).padStart(4, '0')
  return digits.replaceAll(/./g, (digit) => String.fromCodePoint(97 + Number.parseInt(digit, 26)))
}

function toId(number: number, first: string): string {
  return first + number.toString(16).padStart(31, '0')
}

function toSpanId(number: number): string {
  return number.toString(16).padStart(16, '0')
}

import type { LogEntry } from '../../src/log/entry.ts'

/** Spans of one trace, and its logs: a page load with its requests and queries. */
const PER_TRACE = 50

/** One trace in so many has an error. */
const ERROR_SHARE = 10

const start = Date.UTC(2026, 10, 20)
const ops = [
  'http.server',
  'http.client',
  'db.query',
  'db.redis',
  'ui.render',
  'resource',
  'cache.get',
  'function',
]
const routes = Array.from({ length: 60 }, (_, index) => `/api/v1/resource${index}/:id`)
const words =
  'cart order user payment session token retry cache queue worker stock price invoice'.split(' ')

/** The same numbers in every run. */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 4_294_967_296
  }
}

function toHex(number: number, length: number): string {
  return number.toString(16).padStart(length, '0')
}

export function toTraceId(index: number): string {
  return toHex(index + 1, 32)
}

/** Arrivals with so many spans and as many logs, as SDKs would send them over a day. */
export function* makeArrivals(count: number): Generator<LogEntry> {
  const random = createRandom(7)
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)]
  const traces = Math.ceil(count / PER_TRACE)
  for (let index = 0; index < traces; index++) {
    const time = start / 1000 + (index * 86_400) / traces
    const trace_id = toTraceId(index)
    const toSpanId = (at: number): string => toHex(index * PER_TRACE + at + 1, 16)
    const user = { id: String(Math.floor(random() * 5000)) }
    const spans = Array.from({ length: PER_TRACE - 1 }, (_, at) => {
      const begin = time + random()
      return {
        trace_id,
        span_id: toSpanId(at + 1),
        parent_span_id: toSpanId(Math.floor(random() * (at + 1))),
        op: pick(ops),
        description: `${pick(['SELECT', 'GET', 'render', 'fetch'])} ${pick(words)} ${pick(routes)}`,
        start_timestamp: begin,
        timestamp: begin + random() ** 4 * 2,
        status: random() < 0.03 ? 'internal_error' : 'ok',
        data: {
          'http.response.status_code': random() < 0.02 ? 500 : 200,
          'server.address': `host${Math.floor(random() * 20)}`,
          'user.id': user.id,
          'thread.name': 'main',
          'db.rows': Math.floor(random() * 1000),
        },
      }
    })
    const trace = { trace_id, span_id: toSpanId(0), op: 'http.server', status: 'ok' }
    const transaction = {
      type: 'transaction',
      event_id: toHex(index + 1, 32),
      transaction: `GET ${pick(routes)}`,
      start_timestamp: time,
      timestamp: time + 1 + random(),
      contexts: { trace },
      user,
      spans,
    }
    const logs = Array.from({ length: PER_TRACE }, (_, at) => ({
      timestamp: time + at / 100,
      trace_id,
      level: pick(['info', 'info', 'info', 'debug', 'warn', 'error']),
      body: `${pick(words)} ${pick(words)} took ${Math.floor(random() * 1000)} ms for user ${user.id}${random() < 0.0002 ? ' with a needle' : ''}`,
      attributes: {
        'sentry.message.template': { value: '{} {} took {} ms', type: 'string' },
        'user.id': { value: user.id, type: 'string' },
        'code.line': { value: Math.floor(random() * 500), type: 'integer' },
      },
    }))
    const items: (readonly [object, object])[] = [
      [{ type: 'transaction' }, transaction],
      [
        {
          type: 'log',
          item_count: logs.length,
          content_type: 'application/vnd.sentry.items.log+json',
        },
        { items: logs },
      ],
    ]
    if (index % ERROR_SHARE === 0)
      items.push([{ type: 'event' }, toError(index, time, user, trace)])
    for (const [at, [header, payload]] of items.entries()) {
      yield {
        facts: {
          id: `${toHex(index, 12)}${at}`,
          receivedAt: time * 1000,
          format: 'envelope',
          channel: 'dsn',
          service: ['web', 'api', 'worker'][index % 3],
          project: '1',
        },
        body: Buffer.from(`{}\n${JSON.stringify(header)}\n${JSON.stringify(payload)}`),
      }
    }
  }
}

function toError(index: number, time: number, user: object, trace: object): object {
  const frames = Array.from({ length: 30 }, (_, at) => ({
    function: `handler${at}`,
    filename: `/app/src/module${at % 7}.ts`,
    lineno: 10 + at,
    colno: 5,
    in_app: at % 3 === 0,
    context_line: `  return run(${at})`,
  }))
  const exception = {
    type: `E${index % 200}`,
    value: `${words[index % words.length]} not found`,
    stacktrace: { frames },
  }
  return {
    event_id: toHex(index + 0xe0000000, 32),
    timestamp: time,
    contexts: { trace },
    user,
    exception: { values: [exception] },
  }
}

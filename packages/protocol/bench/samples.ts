/** Bodies of the sizes that SDKs really send, made here so that every run measures the same bytes. */
export interface Sample {
  readonly name: string
  readonly body: Uint8Array
  /** The JSON of its payload alone, for the comparison with `JSON.parse`. */
  readonly json: Uint8Array
}

const encoder = new TextEncoder()
const traceId = '4f5e6d7c8b9aa9b8c7d6e5f4a3b2c1d0'
const start = 1_790_000_000

function spanId(index: number): string {
  return (index + 1).toString(16).padStart(16, '0')
}

function toSample(name: string, type: string, payload: object, header: object = {}): Sample {
  const json = encoder.encode(JSON.stringify(payload))
  const head = `{"event_id":"7f2c1d3e4b5a69788796a5b4c3d2e1f0"}\n${JSON.stringify({ type, ...header })}\n`
  const top = encoder.encode(head)
  const body = new Uint8Array(top.length + json.length)
  body.set(top)
  body.set(json, top.length)
  return { name, body, json }
}

function repeat<T>(count: number, make: (index: number) => T): readonly T[] {
  return Array.from({ length: count }, (_, index) => make(index))
}

function toFrame(index: number): object {
  return {
    function: `handler${index}`,
    module: `app.module${index % 7}`,
    filename: `/app/src/module${index % 7}.ts`,
    lineno: 10 + index,
    colno: 5,
    in_app: index % 3 === 0,
    pre_context: ['const a = 1', 'const b = 2'],
    context_line: `  return run(${index})`,
    post_context: ['}', ''],
  }
}

const error = toSample('error, 30 frames', 'event', {
  event_id: '7f2c1d3e4b5a69788796a5b4c3d2e1f0',
  timestamp: start,
  platform: 'node',
  level: 'error',
  exception: {
    values: [
      {
        type: 'TypeError',
        value: 'Cannot read properties of null',
        mechanism: { type: 'generic', handled: true },
        stacktrace: { frames: repeat(30, toFrame) },
      },
    ],
  },
  breadcrumbs: repeat(8, (index) => ({
    timestamp: start + index,
    category: 'http',
    type: 'http',
    data: { url: `/api/${index}`, status_code: 200 },
  })),
  tags: { team: 'checkout', region: 'eu' },
  user: { id: 'u-42', email: 'ada@example.test' },
  contexts: {
    trace: { trace_id: traceId, span_id: spanId(0) },
    runtime: { name: 'node', version: 'v20.20.2' },
    os: { name: 'Linux', version: '6.1' },
  },
  release: 'shop@1.4.0',
  environment: 'development',
})

function toSpan(index: number): object {
  return {
    span_id: spanId(index + 1),
    parent_span_id: spanId(Math.floor(index / 4)),
    trace_id: traceId,
    op: index % 3 === 0 ? 'http.client' : 'db',
    description: `SELECT * FROM items WHERE id = ${index}`,
    start_timestamp: start + index / 1000,
    timestamp: start + index / 1000 + 0.004,
    status: 'ok',
    origin: 'auto.db.otel.postgres',
    data: {
      'db.system': 'postgresql',
      'db.name': 'shop',
      'db.statement': `SELECT * FROM items WHERE id = ${index}`,
      'server.address': 'localhost',
      'server.port': 5432,
      'sentry.op': 'db',
      'sentry.origin': 'auto.db.otel.postgres',
    },
  }
}

function toTransaction(name: string, spans: number): Sample {
  return toSample(name, 'transaction', {
    type: 'transaction',
    transaction: 'GET /items',
    start_timestamp: start,
    timestamp: start + 2,
    platform: 'node',
    contexts: { trace: { trace_id: traceId, span_id: spanId(0), op: 'http.server', status: 'ok' } },
    spans: repeat(spans, toSpan),
  })
}

function toAttributes(attributes: Readonly<Record<string, string | number>>): object {
  return Object.fromEntries(
    Object.entries(attributes).map(([key, value]) => [
      key,
      { value, type: typeof value === 'number' ? 'integer' : 'string' },
    ]),
  )
}

const common = {
  'sentry.environment': 'development',
  'sentry.release': 'shop@1.4.0',
  'sentry.sdk.name': 'sentry.javascript.node',
  'sentry.sdk.version': '11.12.0',
}

const streamedSpans = toSample(
  'streamed spans, 50',
  'span',
  {
    version: 2,
    items: repeat(50, (index) => ({
      trace_id: traceId,
      span_id: spanId(index),
      parent_span_id: spanId(0),
      name: 'SELECT items',
      status: 'ok',
      is_segment: index === 0,
      start_timestamp: start,
      end_timestamp: start + 0.1,
      attributes: toAttributes({
        ...common,
        'sentry.op': 'db',
        'db.system.name': 'postgresql',
        rows: index,
      }),
    })),
  },
  { content_type: 'application/vnd.sentry.items.span.v2+json' },
)

const logs = toSample('logs, 100', 'log', {
  items: repeat(100, (index) => ({
    timestamp: start + index,
    trace_id: traceId,
    level: 'info',
    body: `order ${index} was placed by ada`,
    severity_number: 9,
    attributes: toAttributes({ ...common, orderId: index, customer: 'ada' }),
  })),
})

const metrics = toSample('metrics, 100', 'trace_metric', {
  items: repeat(100, (index) => ({
    timestamp: start + index,
    trace_id: traceId,
    name: 'checkout.latency',
    type: 'distribution',
    value: index,
    unit: 'millisecond',
    attributes: toAttributes(common),
  })),
})

const profile = toSample('profile, 1,000 samples', 'profile', {
  version: '1',
  timestamp: start,
  profile: {
    frames: repeat(200, toFrame),
    stacks: repeat(100, (index) => repeat(20, (depth) => (index + depth) % 200)),
    samples: repeat(1000, (index) => ({
      elapsed_since_start_ns: String(index * 10_000_000),
      stack_id: index % 100,
      thread_id: '0',
    })),
  },
})

export const samples: readonly Sample[] = [
  error,
  toTransaction('transaction, 50 spans', 50),
  toTransaction('transaction, 2,000 spans', 2000),
  streamedSpans,
  logs,
  metrics,
  profile,
]

import { describe, expect, test } from 'vitest'
import { readArrival } from '../arrival-readers.ts'
import { receivedAt, recordsOf, toArrival } from '../arrival-fixture.ts'
import type { SpanRecord } from '../record/trace.ts'
import { emptyScope } from '../scope.ts'

const traceId = '5b8efff798038103d269b633813fc60c'
const spanId = 'eee19b7ec3c1b174'
const parentSpanId = 'eee19b7ec3c1b173'

type Values = Readonly<Record<string, unknown>>

function toAttributes(values: Values): unknown {
  return Object.entries(values).map(([key, value]) => ({ key, value: { stringValue: value } }))
}

function readTraces(document: unknown) {
  const arrival = toArrival(JSON.stringify(document), { format: 'otlp-traces' })
  const { records, problems } = readArrival(arrival)
  return { spans: recordsOf('span', records), events: recordsOf('event', records), problems }
}

function readSpans(...spans: readonly Values[]) {
  return readTraces({ resourceSpans: [{ scopeSpans: [{ spans }] }] })
}

function readOneSpan(span: Values): SpanRecord | undefined {
  return readSpans({ traceId, spanId, ...span }).spans[0]
}

test('a span keeps everything it says', () => {
  const { spans, problems } = readSpans({
    traceId: traceId.toUpperCase(),
    spanId,
    parentSpanId,
    traceState: 'vendor=1',
    flags: 0x101,
    name: 'work',
    kind: 1,
    startTimeUnixNano: '1700000000000000000',
    endTimeUnixNano: '1700000000012500000',
    attributes: [{ key: 'n', value: { intValue: '7' } }],
    events: [{ name: 'cache miss', timeUnixNano: '1700000000001000000', attributes: [] }, {}],
    links: [
      { traceId, spanId: parentSpanId, flags: 0x101, attributes: toAttributes({ why: 'batch' }) },
      { traceId, spanId: parentSpanId, flags: 0x100 },
      { traceId, spanId: parentSpanId },
      { traceId },
    ],
    status: { code: 2, message: 'boom' },
    droppedAttributesCount: 1,
    droppedEventsCount: 2,
    droppedLinksCount: 3,
  })
  expect(problems).toEqual([])
  expect(spans).toEqual([
    {
      kind: 'span',
      time: 1_700_000_000_000,
      item: 0,
      scope: emptyScope,
      traceId,
      spanId,
      parentSpanId,
      segmentId: undefined,
      segmentName: undefined,
      isSegment: false,
      op: 'default',
      name: 'work',
      duration: 12.5,
      status: 'error',
      statusMessage: 'boom',
      origin: undefined,
      spanKind: 'internal',
      attributes: { n: 7 },
      units: undefined,
      measurements: undefined,
      links: [
        { traceId, spanId: parentSpanId, isSampled: true, attributes: { why: 'batch' } },
        { traceId, spanId: parentSpanId, isSampled: false, attributes: {} },
        { traceId, spanId: parentSpanId, isSampled: undefined, attributes: {} },
      ],
      events: [
        { name: 'cache miss', time: 1_700_000_000_001, attributes: {} },
        { name: '', time: 1_700_000_000_000, attributes: {} },
      ],
      traceState: 'vendor=1',
      dropped: { attributes: 1, events: 2, links: 3 },
    },
  ])
})

test('the resource says whose span it is, and stays findable', () => {
  const { spans } = readTraces({
    resourceSpans: [
      {
        resource: {
          attributes: toAttributes({
            'service.name': 'shop',
            'deployment.environment.name': 'dev',
            'service.version': '1.2.3',
            'host.name': 'box',
            'telemetry.sdk.name': 'opentelemetry',
            'telemetry.sdk.version': '2.0.0',
            'telemetry.sdk.language': 'nodejs',
            team: 'checkout',
            region: 'eu',
          }),
        },
        scopeSpans: [
          {
            scope: { name: 'pg', version: '0.1', attributes: toAttributes({ pool: 'a' }) },
            spans: [{ traceId, spanId, attributes: toAttributes({ region: 'us' }) }],
          },
        ],
      },
    ],
  })
  expect(spans[0]?.scope).toMatchObject({
    service: 'shop',
    environment: 'dev',
    release: '1.2.3',
    serverName: 'box',
    platform: 'node',
    sdk: { name: 'opentelemetry', version: '2.0.0' },
  })
  expect(spans[0]?.origin).toBe('pg')
  expect(spans[0]?.attributes).toMatchObject({
    team: 'checkout',
    'service.name': 'shop',
    region: 'us',
    'resource.region': 'eu',
    'otel.scope.name': 'pg',
    'otel.scope.version': '0.1',
    pool: 'a',
  })
})

test('what a resource has too much of is not repeated on every span', () => {
  const attributes = toAttributes({ classpath: 'x'.repeat(5000), team: 'checkout' })
  const spans = [
    { traceId, spanId },
    { traceId, spanId: parentSpanId },
  ]
  const scopeSpans = [{ spans: [] }, { spans }, { spans }]
  const read = readTraces({ resourceSpans: [{ resource: { attributes }, scopeSpans }] })
  expect(read.spans.map((span) => Object.keys(span.attributes))).toEqual([
    ['classpath', 'team'],
    ['team'],
    ['team'],
    ['team'],
  ])
})

test('a resource with more attributes than any program has is not repeated whole', () => {
  const names = Array.from({ length: 100 }, (_, index) => `n${index}`)
  const attributes = toAttributes(Object.fromEntries(names.map((name) => [name, ''])))
  const spans = [
    { traceId, spanId },
    { traceId, spanId: parentSpanId },
  ]
  const read = readTraces({
    resourceSpans: [{ resource: { attributes }, scopeSpans: [{ spans }] }],
  })
  expect(read.spans.map((span) => Object.keys(span.attributes).length)).toEqual([100, 64])
})

test.each([
  ['webjs', 'javascript'],
  ['python', 'python'],
])('the language %s is the platform %s', (language, platform) => {
  const attributes = toAttributes({ 'telemetry.sdk.language': language })
  const { spans } = readTraces({
    resourceSpans: [{ resource: { attributes }, scopeSpans: [{ spans: [{ traceId, spanId }] }] }],
  })
  expect(spans[0]?.scope.platform).toBe(platform)
})

describe('op', () => {
  const ops: readonly (readonly [string, string, Values, number])[] = [
    ['a query', 'db', { 'db.system.name': 'postgresql' }, 3],
    ['a query by its old name', 'db', { 'db.system': 'mysql' }, 3],
    ['a query over HTTP', 'db', { 'db.system': 'x', 'http.method': 'POST' }, 3],
    ['a request answered', 'http.server', { 'http.request.method': 'GET' }, 2],
    ['a request sent', 'http.client', { 'http.method': 'GET' }, 3],
    ['a request within', 'http', { 'http.method': 'GET' }, 1],
    [
      'a message sent',
      'queue.publish',
      { 'messaging.system': 'kafka', 'messaging.operation.type': 'send' },
      4,
    ],
    [
      'a message read',
      'queue.receive',
      { 'messaging.system': 'kafka', 'messaging.operation': 'receive' },
      5,
    ],
    [
      'a message handled',
      'queue.process',
      { 'messaging.system': 'kafka', 'messaging.operation': 'process' },
      5,
    ],
    [
      'a message settled',
      'queue.settle',
      { 'messaging.system': 'sqs', 'messaging.operation.name': 'ack' },
      3,
    ],
    ['a message without a verb', 'queue.process', { 'messaging.system': 'sqs' }, 5],
    [
      'an unknown verb',
      'queue',
      { 'messaging.system': 'sqs', 'messaging.operation.name': 'constructor' },
      3,
    ],
    ['a producer of anything', 'queue.publish', {}, 4],
    ['a remote call', 'rpc', { 'rpc.system': 'grpc' }, 3],
    ['a function run', 'faas.timer', { 'faas.trigger': 'timer' }, 2],
    ['a model asked', 'gen_ai.chat', { 'gen_ai.operation.name': 'chat' }, 3],
    ['a model without a verb', 'gen_ai', { 'gen_ai.system': 'openai' }, 3],
    ["the Vercel AI SDK's run", 'gen_ai.invoke_agent', { 'ai.operationId': 'ai.streamText' }, 1],
    [
      "the Vercel AI SDK's call",
      'gen_ai.generate_content',
      { 'ai.operationId': 'ai.streamText.doStream' },
      1,
    ],
    ["the Vercel AI SDK's tool", 'gen_ai.execute_tool', { 'ai.operationId': 'ai.toolCall' }, 1],
    ["OpenInference's tool", 'gen_ai.execute_tool', { 'openinference.span.kind': 'TOOL' }, 1],
    ['a tool asked over MCP', 'mcp.server', { 'mcp.method.name': 'tools/call' }, 2],
    ["a Sentry SDK's own word", 'ui.load', { 'sentry.op': 'ui.load', 'http.method': 'GET' }, 2],
    ['a server of anything', 'server', {}, 2],
    ['a client of anything', 'client', {}, 3],
    ['anything else', 'default', {}, 1],
  ]
  test.each(ops)('%s is %s', (_sentence, op, attributes, kind) => {
    expect(readOneSpan({ kind, attributes: toAttributes(attributes) })?.op).toBe(op)
  })
})

describe('name', () => {
  const names: readonly (readonly [string, string, Values, string])[] = [
    [
      'a query is its text',
      'pg.query:SELECT',
      { 'db.system': 'pg', 'db.query.text': 'SELECT 1' },
      'SELECT 1',
    ],
    [
      'a query by its old attribute',
      'pg',
      { 'db.system': 'pg', 'db.statement': 'SELECT 2' },
      'SELECT 2',
    ],
    ['a query without text keeps its name', 'pg.connect', { 'db.system.name': 'pg' }, 'pg.connect'],
    [
      'a query without a name is what it does',
      '',
      { 'db.system.name': 'pg', 'db.operation.name': 'SELECT', 'db.collection.name': 'users' },
      'SELECT users',
    ],
    [
      'a request with a route keeps its name',
      'GET /users/:id',
      { 'http.request.method': 'GET' },
      'GET /users/:id',
    ],
    [
      'a bare method says where',
      'GET',
      { 'http.request.method': 'GET', 'url.full': 'http://x/a?token=1' },
      'GET http://x/a',
    ],
    [
      'an old bare method says where',
      'HTTP POST',
      { 'http.method': 'POST', 'http.target': '/a#b' },
      'POST /a',
    ],
    ['a bare method with nothing more', 'GET', { 'http.method': 'GET' }, 'GET'],
    ['no name is the op', '', { 'rpc.system': 'grpc' }, 'rpc'],
  ]
  test.each(names)('%s', (_sentence, name, attributes, shown) => {
    expect(readOneSpan({ name, attributes: toAttributes(attributes) })?.name).toBe(shown)
  })

  test("OpenTelemetry's own name is kept where another is shown", () => {
    const attributes = toAttributes({ 'db.system': 'pg', 'db.query.text': 'SELECT 1' })
    const span = readOneSpan({ name: 'pg.query', attributes })
    expect(span?.attributes['otel.span.name']).toBe('pg.query')
  })
})

describe('segment', () => {
  const segments: readonly (readonly [string, Values, boolean])[] = [
    ['a span without a parent', {}, true],
    ['a span whose parent is all zeros', { parentSpanId: '0'.repeat(16) }, true],
    ['a remote parent', { parentSpanId, flags: 0x300 }, true],
    ['a parent known to be local', { parentSpanId, flags: 0x100, kind: 2 }, false],
    ['a server span of a sender without flags', { parentSpanId, kind: 2 }, true],
    ['a consumer span of a sender without flags', { parentSpanId, flags: 1, kind: 5 }, true],
    ['a client span of a sender without flags', { parentSpanId, kind: 3 }, false],
  ]
  test.each(segments)('%s', (_sentence, span, isSegment) => {
    expect(readOneSpan({ name: 'n', ...span })).toMatchObject({
      isSegment,
      segmentId: isSegment ? spanId : undefined,
      segmentName: isSegment ? 'n' : undefined,
    })
  })
})

test.each([
  ['unset', {}, 'ok'],
  ['ok', { status: { code: 1 } }, 'ok'],
  ['an error by its name', { status: { code: 'STATUS_CODE_ERROR' } }, 'error'],
])('the status %s', (_sentence, span, status) => {
  expect(readOneSpan(span)?.status).toBe(status)
})

test.each([
  ['no end lasts no time', { startTimeUnixNano: '1700000000000000000' }, 1.7e12, 0],
  ['only an end begins there', { endTimeUnixNano: '1700000000000000000' }, 1.7e12, 0],
  ['no time at all is received now', {}, receivedAt, 0],
  [
    'an end before its start lasts no time',
    { startTimeUnixNano: '1700000000000000000', endTimeUnixNano: '1600000000000000000' },
    1.7e12,
    0,
  ],
])('a span with %s', (_sentence, span, time, duration) => {
  expect(readOneSpan(span)).toMatchObject({ time, duration })
})

test('a span without ids is told of and does not cost its neighbours', () => {
  const { spans, problems } = readSpans({ traceId, name: 'lost' }, { traceId, spanId })
  expect(spans).toHaveLength(1)
  expect(problems).toMatchObject([{ code: 'payload-field' }])
})

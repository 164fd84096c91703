import { describe, expect, test } from 'vitest'
import { receivedAt, toArrival } from '../arrival-fixture.ts'
import { readArrival } from '../arrival-readers.ts'

const read = (body: unknown) => {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return readArrival(toArrival(text, { format: 'vercel' }))
}

const line = {
  id: '1573817250283254651097202070',
  deploymentId: 'dpl_233NRGRjVZX1caZrXWtz5g1TAksD',
  source: 'lambda',
  host: 'my-app-abc123.vercel.app',
  timestamp: 1_573_817_250_283,
  projectId: 'gdufoJxB6b9b1fEqr1jUtFkyavUU',
  level: 'info',
  message: 'API request processed',
  type: 'stdout',
  entrypoint: 'api/index.js',
  requestId: '643af4e3-975a-4cc7-9e7a-1eda11539d90',
  statusCode: 200,
  path: '/api/users',
  executionRegion: 'sfo1',
  environment: 'production',
  projectName: 'my-app',
  traceId: '1b02cd14bb8642fd092bc23f54c7ffcd',
  spanId: 'f24e8631bd11faa7',
  ja4Digest: 't13d1516h2',
  proxy: {
    timestamp: 1_573_817_250_172,
    method: 'GET',
    path: '/api/users?page=1',
    userAgent: ['Mozilla/5.0'],
    clientIp: '120.75.16.101',
    vercelCache: 'MISS',
  },
}

test('a line of a function is named as Sentry names it', () => {
  const { records, problems } = read([line])
  expect(problems).toEqual([])
  expect(records).toMatchObject([
    {
      kind: 'log',
      time: 1_573_817_250_283,
      level: 'info',
      body: 'API request processed',
      traceId: line.traceId,
      spanId: line.spanId,
      scope: { service: 'my-app', environment: 'production' },
    },
  ])
  const [record] = records
  expect(record?.kind === 'log' && record.attributes).toEqual({
    'sentry.origin': 'auto.log_drain.vercel',
    'server.address': 'my-app-abc123.vercel.app',
    'vercel.id': line.id,
    'vercel.deployment_id': line.deploymentId,
    'vercel.source': 'lambda',
    'vercel.project_id': line.projectId,
    'vercel.log_type': 'stdout',
    'vercel.entrypoint': 'api/index.js',
    'vercel.request_id': line.requestId,
    'vercel.status_code': 200,
    'vercel.path': '/api/users',
    'vercel.execution_region': 'sfo1',
    'vercel.environment': 'production',
    'vercel.project_name': 'my-app',
    'vercel.ja4_digest': 't13d1516h2',
    'vercel.proxy.timestamp': 1_573_817_250_172,
    'vercel.proxy.method': 'GET',
    'vercel.proxy.path': '/api/users?page=1',
    'vercel.proxy.user_agent': ['Mozilla/5.0'],
    'vercel.proxy.client_ip': '120.75.16.101',
    'vercel.proxy.vercel_cache': 'MISS',
  })
})

test('lines of NDJSON, one of them broken', () => {
  const { records, problems } = read(`${JSON.stringify(line)}\n{"message"\n{"message":"x"}\n`)
  expect(records).toHaveLength(2)
  expect(problems).toMatchObject([{ code: 'body-line', offset: JSON.stringify(line).length + 1 }])
})

describe('levels', () => {
  test.each<[string, object, string]>([
    ['warning', { level: 'warning' }, 'warn'],
    ['fatal', { level: 'fatal' }, 'fatal'],
    ['a function that crashed', { level: 'info', statusCode: -1 }, 'fatal'],
    ['none, on the error stream', { type: 'stderr' }, 'error'],
    ['none, of a failed request', { statusCode: 502 }, 'error'],
    ['none', {}, 'info'],
  ])('%s', (_sentence, fields, level) => {
    expect(read([{ message: 'x', ...fields }]).records).toMatchObject([{ level }])
  })
})

describe('lines without a message say what happened', () => {
  const proxy = { method: 'GET', path: '/admin', statusCode: 403 }
  test.each<[string, object, string]>([
    [
      'the firewall',
      { source: 'firewall', proxy: { ...proxy, wafAction: 'deny' } },
      'GET /admin 403 firewall: deny',
    ],
    ['a static file', { source: 'static', path: '/a.css', statusCode: 304 }, '/a.css 304'],
    ['a crash', { path: '/api', statusCode: -1, message: '' }, '/api crashed'],
    ['nothing known', {}, ''],
  ])('%s', (_sentence, fields, body) => {
    expect(read([fields]).records).toMatchObject([{ body }])
  })
})

test('trace ids are read in either spelling', () => {
  const ids = { 'trace.id': line.traceId, 'span.id': line.spanId }
  expect(read([ids]).records).toMatchObject([{ traceId: line.traceId, spanId: line.spanId }])
})

test('a line without project or time still has both', () => {
  expect(read({ message: { a: 1 } }).records).toMatchObject([
    { time: receivedAt, scope: { service: 'vercel' }, body: '{"a":1}', structuredBody: { a: 1 } },
  ])
})

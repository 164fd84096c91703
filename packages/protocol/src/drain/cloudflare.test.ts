import { describe, expect, test } from 'vitest'
import { recordsOf, toArrival } from '../arrival-fixture.ts'
import { readArrival } from '../arrival-readers.ts'
import { emptyScope } from '../scope.ts'

const read = (...lines: readonly unknown[]) => {
  const body = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)))
  return readArrival(toArrival(body.join('\n'), { format: 'cloudflare' }))
}

const time = 1_700_000_000_000
const invocation = {
  Event: {
    RayID: '7ac6d98c6d4558de',
    Request: { URL: 'https://shop.example/cart', Method: 'GET' },
    Response: { Status: 500 },
  },
  EventTimestampMs: time,
  EventType: 'fetch',
  Outcome: 'exception',
  ScriptName: 'shop-worker',
  ScriptTags: ['a'],
  CPUTimeMs: 3,
  Logs: [
    { Level: 'log', Message: ['cart', { id: 5 }, null], TimestampMs: time + 1 },
    { Level: 'warn', Message: ['slow'], TimestampMs: time + 2 },
  ],
  Exceptions: [{ Name: 'TypeError', Message: 'x is undefined', TimestampMs: time + 3 }],
}

test('an invocation is what it printed, what it threw and how it ended', () => {
  const { records, problems } = read(invocation)
  expect(problems).toEqual([])
  const attributes = {
    'sentry.origin': 'auto.log_drain.cloudflare',
    'cloudflare.event.ray_id': '7ac6d98c6d4558de',
    'cloudflare.event.request.url': 'https://shop.example/cart',
    'cloudflare.event.request.method': 'GET',
    'cloudflare.event.response.status': 500,
    'cloudflare.event_type': 'fetch',
    'cloudflare.outcome': 'exception',
    'cloudflare.script_name': 'shop-worker',
    'cloudflare.script_tags': ['a'],
    'cloudflare.cpu_time_ms': 3,
  }
  const scope = { service: 'cloudflare' }
  expect(records).toMatchObject([
    { kind: 'log', time: time + 1, level: 'info', body: 'cart {"id":5} null', attributes, scope },
    { kind: 'log', time: time + 2, level: 'warn', body: 'slow', attributes },
    {
      kind: 'event',
      time: time + 3,
      level: 'error',
      title: 'TypeError: x is undefined',
      transaction: 'shop-worker',
      request: { url: 'https://shop.example/cart', method: 'GET' },
      exceptions: [{ type: 'TypeError', mechanism: { handled: false } }],
      scope,
    },
    {
      kind: 'log',
      time,
      level: 'error',
      body: 'shop-worker GET https://shop.example/cart 500 exception',
    },
  ])
})

test('the same exception twice is two events, the same upload twice is the same', () => {
  const twice = { ...invocation, Exceptions: [...invocation.Exceptions, ...invocation.Exceptions] }
  const ids = recordsOf('event', read(twice).records).map((event) => event.id)
  expect(new Set(ids).size).toBe(2)
  expect(recordsOf('event', read(twice).records).map((event) => event.id)).toEqual(ids)
})

test('a stack that came as text stays with its exception', () => {
  const thrown = { Name: 'Error', Message: 'x', Stack: 'at a (worker.js:1:2)' }
  expect(read({ ...invocation, Exceptions: [thrown] }).records).toMatchObject([
    {},
    {},
    { exceptions: [{ stack: 'at a (worker.js:1:2)' }] },
    {},
  ])
})

describe('how an invocation ended', () => {
  const quiet = { ScriptName: 'w', EventTimestampMs: time, Logs: [], Exceptions: [] }
  test.each([
    ['ok', 'info'],
    ['exceededCpu', 'error'],
    ['canceled', 'warn'],
  ])('%s is %s', (outcome, level) => {
    expect(read({ ...quiet, Outcome: outcome }).records).toMatchObject([
      { kind: 'log', level, body: `w ${outcome}`, time },
    ])
  })

  test('is said only when it is news', () => {
    const fine = { ...invocation, Outcome: 'ok', Exceptions: [] }
    expect(read(fine).records.map((record) => record.kind)).toEqual(['log', 'log'])
  })
})

test('lines of another data set are logs', () => {
  const request = {
    ClientRequestMethod: 'GET',
    ClientRequestHost: 'shop.example',
    ClientRequestURI: '/cart',
    EdgeResponseStatus: 200,
    EdgeStartTimestamp: '2023-11-14T22:13:20Z',
  }
  expect(read(request, { Action: 'block' }).records).toMatchObject([
    { time, body: 'shop.example GET /cart 200' },
    { body: '{"Action":"block"}', attributes: { 'cloudflare.action': 'block' } },
  ])
})

test('the probe of a new job is no log', () => {
  expect(read('{"content":"tests"}')).toMatchObject({ records: [], problems: [] })
})

test('a broken line costs no other', () => {
  const { records, problems } = read(invocation, '{"Logs":', invocation)
  expect(problems).toMatchObject([{ code: 'body-line' }])
  expect(records).toHaveLength(8)
})

test('wrong types everywhere are read as far as they go', () => {
  const scope = { ...emptyScope, service: 'edge' }
  const body = JSON.stringify({ Logs: [5, { Message: 5 }, {}], Exceptions: [null, {}], Outcome: 7 })
  const { records } = readArrival(toArrival(body, { format: 'cloudflare', scope }))
  expect(records).toMatchObject([
    { body: '5', scope: { service: 'edge' } },
    { body: '' },
    { kind: 'event', title: 'Error' },
  ])
})

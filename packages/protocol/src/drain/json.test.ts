import { encode, ExtData } from '@msgpack/msgpack'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { receivedAt, recordsOf, toArrival } from '../arrival-fixture.ts'
import { readArrival } from '../arrival-readers.ts'

function read(body: unknown, contentType?: string) {
  const bytes = body instanceof Uint8Array || typeof body === 'string' ? body : JSON.stringify(body)
  return readArrival(toArrival(bytes, { format: 'json', contentType }))
}

const time = 1_700_000_000_123
const traceId = '1b02cd14bb8642fd092bc23f54c7ffcd'
const spanId = 'f24e8631bd11faa7'

describe('loggers and forwarders', () => {
  test.each<[string, unknown, unknown]>([
    [
      'Vector',
      [{ message: 'hi', timestamp: '2023-11-14T22:13:20.123Z', host: 'box', source_type: 'file' }],
      {
        body: 'hi',
        time,
        level: 'info',
        scope: { serverName: 'box' },
        attributes: { host: 'box', source_type: 'file' },
      },
    ],
    [
      'Fluent Bit, tailing a container',
      [
        {
          date: 1_700_000_000.123,
          log: 'oh no\n',
          stream: 'stderr',
          kubernetes: { pod_name: 'web-1' },
        },
      ],
      { body: 'oh no', time, level: 'error', attributes: { 'kubernetes.pod_name': 'web-1' } },
    ],
    [
      'pino',
      { level: 50, time, pid: 657, hostname: 'box', msg: 'hello', req: { id: 3 } },
      {
        body: 'hello',
        time,
        level: 'error',
        scope: { serverName: 'box' },
        attributes: { pid: 657, 'req.id': 3 },
      },
    ],
    [
      'zap',
      { level: 'dpanic', ts: 1_700_000_000.123, msg: 'hello' },
      { body: 'hello', time, level: 'fatal' },
    ],
    [
      'structlog',
      { event: 'paid', level: 'warning', timestamp: '1700000000.123' },
      { body: 'paid', level: 'warn', time },
    ],
    [
      'ECS',
      {
        '@timestamp': '2023-11-14T22:13:20.123Z',
        'log.level': 'error',
        message: 'x',
        service: { name: 'shop' },
        trace: { id: traceId },
        span: { id: spanId },
      },
      { body: 'x', level: 'error', time, traceId, spanId, scope: { service: 'shop' } },
    ],
    [
      'Datadog\u2019s injection',
      {
        message: 'x',
        dd: { trace_id: '7890123456789012345', span_id: '123', service: 'shop', env: 'dev' },
      },
      {
        traceId: '7890123456789012345',
        spanId: '123',
        scope: { service: 'shop', environment: 'dev' },
      },
    ],
    [
      'a 64-bit trace id as a number',
      '{"message":"x","dd.trace_id":7890123456789012345}',
      { traceId: '7890123456789012345' },
    ],
    ['a traceparent', { msg: 'x', traceparent: `00-${traceId}-${spanId}-01` }, { traceId, spanId }],
    [
      'syslog in JSON',
      { message: 'x', severity: 'crit', app: 'cron' },
      { level: 'fatal', scope: { service: 'cron' } },
    ],
    ['GELF', { version: '1.1', message: 'x', level: 4 }, { level: 'warn' }],
    [
      'a line without anything known',
      { a: 1 },
      {
        body: '{"a":1}',
        structuredBody: { a: 1 },
        time: receivedAt,
        level: 'info',
        attributes: { a: 1 },
      },
    ],
    [
      'a structured message',
      { message: { user: 5 }, level: 'info' },
      { structuredBody: { user: 5 }, body: '{"user":5}' },
    ],
  ])('%s', (_sentence, body, expected) => {
    const { records, problems } = read(body)
    expect(problems).toEqual([])
    expect(records).toMatchObject([{ kind: 'log', ...(expected as object) }])
  })

  test('what became a field of the record is no attribute besides', () => {
    const [log] = recordsOf(
      'log',
      read({ msg: 'x', time, level: 30, trace_id: traceId, user: 'a' }).records,
    )
    expect(log?.attributes).toEqual({ user: 'a' })
  })

  test('what could not be read stays an attribute', () => {
    const [log] = recordsOf('log', read({ msg: 'x', time: 'noon', level: 'loud' }).records)
    expect(log?.attributes).toEqual({ time: 'noon', level: 'loud' })
  })
})

describe('encodings', () => {
  const ext = new ExtData(0, Uint8Array.of(0x65, 0x53, 0xf1, 0x00, 0x07, 0x54, 0xd4, 0xc0))
  test.each<[string, Uint8Array | string, string | undefined]>([
    ['an array', '[{"log":"a"},{"log":"b"}]', 'application/json'],
    ['lines', '{"log":"a"}\n{"log":"b"}\n', 'application/x-ndjson'],
    ['a stream', '{"log":"a"}{"log":"b"}', 'application/json'],
    ['without a type', '[{"log":"a"},{"log":"b"}]', undefined],
    ['as curl sends it', '{"log":"a"}\n{"log":"b"}', 'application/x-www-form-urlencoded'],
    ['as text', '[{"log":"a"},\n {"log":"b"}]', 'text/plain;charset=UTF-8'],
    ['msgpack', encode([{ log: 'a' }, { log: 'b' }]), 'application/msgpack'],
    ['msgpack without a type', encode([{ log: 'a' }, { log: 'b' }]), undefined],
    [
      'msgpack pairs',
      Buffer.concat([encode([ext, { log: 'a' }]), encode([ext, { log: 'b' }])]),
      'application/msgpack',
    ],
    ['text', 'a\r\n\n b'.replace(' ', ''), 'text/plain'],
    ['text among JSON', 'a\n{"log":"b"}', 'text/plain'],
  ])('%s', (_sentence, body, contentType) => {
    const { records, problems } = read(body, contentType)
    expect(problems).toEqual([])
    expect(recordsOf('log', records).map((log) => log.body)).toEqual(['a', 'b'])
  })

  test('the time of a pair wins over the record\u2019s', () => {
    const body = encode([ext, { log: 'a', time: '2020-01-01T00:00:00Z' }])
    expect(read(body, 'application/msgpack').records).toMatchObject([{ time }])
  })

  test('bytes in msgpack are text', () => {
    const body = encode({ log: 'a', bin: new TextEncoder().encode('hi'), at: new Date(time) })
    expect(read(body, 'application/msgpack').records).toMatchObject([
      { attributes: { bin: 'hi', at: time } },
    ])
  })

  test.each([
    ['a line that begins with a bracket', '[2023-11-14 22:13:20] INFO hi'],
    ['a line that begins with a brace', '{not json'],
    ['a line in colours', '\u001b[31mred\u001b[39m'],
    ['a line in Syriac', '\u0710\u0712'],
  ])('%s is text', (_sentence, line) => {
    expect(read(line, 'text/plain').records).toMatchObject([{ body: line }])
  })

  test.each<[string, Uint8Array | string, string | undefined]>([
    ['text said to be JSON', 'hello', 'application/json'],
    ['text said to be msgpack', 'hello', 'application/msgpack'],
    ['bytes', Uint8Array.of(1, 2, 3), undefined],
  ])('%s stays as bytes', (_sentence, body, contentType) => {
    const { records, problems } = read(body, contentType)
    expect(problems).toMatchObject([{ code: 'body-format' }])
    expect(records).toMatchObject([{ kind: 'raw', size: body.length }])
  })

  test('nothing at all is no fault: forwarders probe with it', () => {
    expect(read('\n', 'application/json')).toMatchObject({ records: [], problems: [] })
  })
})

describe('hostile records', () => {
  test('names that would change the prototype are names', () => {
    const [log] = recordsOf(
      'log',
      read('{"msg":"x","__proto__":{"polluted":1},"a":{"__proto__":2}}').records,
    )
    expect(Object.entries(log?.attributes ?? {})).toEqual([
      ['__proto__.polluted', 1],
      ['a.__proto__', 2],
    ])
  })

  test('long names within long names are not multiplied', () => {
    const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`k${index}`, 1]))
    const name = 'n'.repeat(100_000)
    const [log] = recordsOf('log', read({ msg: 'x', [name]: many, b: many }).records)
    expect(log?.attributes[name]).toEqual(many)
    expect(JSON.stringify(log).length).toBeLessThan(500_000)
  })

  test('any JSON of known names is read without a throw', () => {
    const name = fc.constantFrom(
      'message',
      'time',
      'level',
      'service',
      'trace_id',
      'dd',
      'trace',
      'log',
      'host',
      '__proto__',
    )
    fc.assert(
      fc.property(fc.array(fc.dictionary(name, fc.jsonValue())), (records) => {
        expect(read(records).records).toHaveLength(records.length)
        expect(
          read(encode(records.map((record) => ({ ...record, x: 1 }))), 'application/msgpack'),
        ).toBeDefined()
      }),
    )
  })
})

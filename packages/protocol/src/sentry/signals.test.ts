import { describe, expect, test } from 'vitest'
import { readOne, receivedAt, recordsOf } from '../arrival-fixture.ts'

const traceId = 'a'.repeat(32)

describe('logs', () => {
  test('a container of lines', () => {
    const { records, problems } = readOne('log', {
      version: 2,
      items: [
        {
          timestamp: 1_700_000_000.5,
          trace_id: traceId,
          level: 'warn',
          body: 'user ada loaded',
          severity_number: 13,
          attributes: {
            'sentry.message.template': { type: 'string', value: 'user %s loaded' },
            'sentry.replay_id': { type: 'string', value: 'b'.repeat(32) },
            'server.address': { type: 'string', value: 'host-1' },
            n: { type: 'integer', value: 7 },
          },
        },
        { level: 'trace', body: { a: 1 } },
        { severity_number: 17, body: 5, trace_id: '0'.repeat(32) },
        'x',
      ],
    })
    expect(records).toMatchObject([
      {
        time: receivedAt + 500,
        level: 'warn',
        body: 'user ada loaded',
        template: 'user %s loaded',
        replayId: 'b'.repeat(32),
        traceId,
        attributes: { n: 7 },
        scope: { serverName: 'host-1' },
      },
      { level: 'trace', body: '{"a":1}', structuredBody: { a: 1 }, time: receivedAt },
      { level: 'error', body: '5', traceId: undefined },
    ])
    expect(problems).toMatchObject([{ code: 'payload-field' }])
  })

  test('64-bit integers keep their digits wherever they stand; doubles stay numbers', () => {
    const text = `{"items":[{"body":9007199254740993,"attributes":{
      "id":{"type":"integer","value":9007199254740993},
      "ids":{"type":"array","value":[9007199254740993,1]},
      "size":{"type":"double","value":100000000000000000000},
      "none":{"type":"double","value":"NaN"},
      "bare":9007199254740993}}]}`
    expect(readOne('log', text).records).toMatchObject([
      {
        body: '9007199254740993',
        attributes: {
          id: '9007199254740993',
          ids: ['9007199254740993', 1],
          size: 1e20,
          none: 'NaN',
          bare: '9007199254740993',
        },
      },
    ])
  })

  test('the older otel_log, one line an item', () => {
    const { records } = readOne('otel_log', {
      severity_text: 'error',
      severity_number: 17,
      time_unix_nano: '1700000000500000000',
      trace_id: traceId,
      body: { string_value: 'failed' },
      attributes: [{ key: 'n', value: { int_value: 3 } }],
    })
    expect(records).toMatchObject([
      { level: 'error', body: 'failed', time: receivedAt + 500, traceId, attributes: { n: 3 } },
    ])
  })

  test.each([
    ['no list', { items: 5 }, 'payload-shape'],
    ['no object', '[]', 'payload-shape'],
  ])('a container with %s stays as bytes', (_sentence, payload, code) => {
    const { records, problems } = readOne('log', payload)
    expect(records).toMatchObject([{ kind: 'raw', itemType: 'log' }])
    expect(problems).toMatchObject([{ code }])
  })
})

describe('metrics', () => {
  test('a container of measurements', () => {
    const { records, problems } = readOne('trace_metric', {
      items: [
        {
          name: 'clicks',
          type: 'counter',
          value: 3,
          trace_id: traceId,
          attributes: { button: { value: 'buy' } },
        },
        { name: 'memory', type: 'gauge', value: 12.5, unit: 'megabyte', timestamp: 1_700_000_001 },
        { name: 'no value' },
      ],
    })
    expect(records).toMatchObject([
      { name: 'clicks', type: 'counter', value: 3, traceId, attributes: { button: 'buy' } },
      { name: 'memory', type: 'gauge', value: 12.5, unit: 'megabyte', time: receivedAt + 1000 },
    ])
    expect(problems).toMatchObject([{ code: 'payload-field' }])
  })

  test.each([
    [
      'a counter',
      'orders@none:2:3|c|#region:eu|T1700000000',
      {
        name: 'orders',
        type: 'counter',
        value: 5,
        unit: undefined,
        attributes: { region: 'eu' },
        time: receivedAt,
      },
    ],
    [
      'a distribution',
      'latency@millisecond:187.5:90|d',
      { type: 'distribution', value: 277.5, values: [187.5, 90], unit: 'millisecond' },
    ],
    [
      'a gauge bucket',
      'depth@none:7:7:12:19:2|g',
      { type: 'gauge', value: 7, summary: { last: 7, min: 7, max: 12, sum: 19, count: 2 } },
    ],
    ['a plain gauge', 'depth:7|g', { type: 'gauge', value: 7, summary: undefined }],
    ['a set', 'users@none:1:2:2|s', { type: 'set', value: 3, values: ['1', '2', '2'] }],
    [
      'escaped tags',
      'a@none:1|c|#k:x\\u{2c}y\\u{7c}z\\\\,e:',
      { attributes: { k: 'x,y|z\\', e: '' } },
    ],
  ])('statsd: %s', (_sentence, line, expected) => {
    expect(readOne('statsd', `${line}\n`).records).toMatchObject([expected])
  })

  test('a statsd line that is none costs no other', () => {
    const { records, problems } = readOne('statsd', 'what\na@none:1|c\nb@none:1|zz')
    expect(recordsOf('metric', records)).toHaveLength(1)
    expect(problems.map(({ code }) => code)).toEqual(['body-line', 'body-line'])
  })

  test.each<[string, string | readonly unknown[]]>([
    ['statsd', 'a@none:1|constructor'],
    ['metric_buckets', [{ type: 'toString', name: 'c:custom/a', value: 1 }]],
  ])('%s: a type by a name that every object has is none', (type, payload) => {
    const { records, problems } = readOne(type, payload)
    expect(records).toMatchObject([{ kind: 'raw' }])
    expect(problems).toHaveLength(1)
  })

  test('buckets as JSON', () => {
    const { records } = readOne('metric_buckets', [
      {
        name: 'd:custom/latency@millisecond',
        type: 'd',
        value: [1, 2],
        timestamp: 1_700_000_000,
        tags: { a: 'b' },
      },
      {
        name: 'g:custom/depth@none',
        type: 'g',
        value: { last: 1, min: 0, max: 4, sum: 5, count: 3 },
      },
      { type: 'zz' },
    ])
    expect(records).toMatchObject([
      { name: 'latency', unit: 'millisecond', value: 3, attributes: { a: 'b' } },
      { name: 'depth', unit: undefined, summary: { max: 4, count: 3 } },
    ])
  })
})

describe('health', () => {
  test('a session', () => {
    const { records } = readOne('session', {
      sid: 'AB-1',
      did: 7,
      init: true,
      status: 'crashed',
      errors: 2,
      seq: 3,
      started: '2023-11-14T22:13:20Z',
      duration: 1.5,
      attrs: { release: 'r', environment: 'dev', user_agent: 'ua' },
    })
    expect(records).toMatchObject([
      {
        sessionId: 'AB1',
        userId: '7',
        isInit: true,
        status: 'crashed',
        errors: 2,
        sequence: 3,
        duration: 1500,
        time: receivedAt,
        userAgent: 'ua',
        scope: { release: 'r', environment: 'dev' },
      },
    ])
  })

  test('sessions a server counted', () => {
    const { records } = readOne('sessions', {
      aggregates: [{ started: '2023-11-14T22:13:20Z', exited: 3, errored: 1 }, 5],
      attrs: { release: 'r' },
    })
    expect(records).toMatchObject([
      { kind: 'session_count', exited: 3, errored: 1, crashed: 0, scope: { release: 'r' } },
    ])
  })

  test('a check-in, whose zero id means the one in progress', () => {
    const { records } = readOne('check_in', {
      check_in_id: '0'.repeat(32),
      monitor_slug: 'nightly',
      status: 'ok',
      duration: 0.02,
      monitor_config: { schedule: { type: 'crontab', value: '0 3 * * *' } },
      contexts: { trace: { trace_id: traceId } },
    })
    expect(records).toMatchObject([
      {
        id: undefined,
        monitor: 'nightly',
        status: 'ok',
        duration: 20,
        traceId,
        config: { schedule: {} },
      },
    ])
  })

  test('what an SDK threw away', () => {
    const { records } = readOne('client_report', {
      timestamp: 1_700_000_000,
      discarded_events: [{ reason: 'before_send', category: 'error', quantity: 3 }, null, {}],
    })
    expect(records).toMatchObject([
      {
        discarded: [
          { reason: 'before_send', category: 'error', quantity: 3 },
          { reason: 'unknown', category: 'unknown', quantity: 0 },
        ],
      },
    ])
  })
})

describe('feedback', () => {
  test('what a user wrote, about which error', () => {
    const { records } = readOne('feedback', {
      event_id: 'c'.repeat(32),
      contexts: {
        feedback: {
          message: 'slow',
          name: 'Ada',
          contact_email: 'a@b',
          url: 'http://x',
          source: 'widget',
          associated_event_id: 'd'.repeat(32),
          replay_id: 'e'.repeat(32),
        },
        trace: { trace_id: traceId },
      },
    })
    expect(records).toMatchObject([
      {
        id: 'c'.repeat(32),
        message: 'slow',
        name: 'Ada',
        email: 'a@b',
        source: 'widget',
        eventId: 'd'.repeat(32),
        replayId: 'e'.repeat(32),
        traceId,
      },
    ])
  })

  test('the older user report', () => {
    const report = { event_id: 'd'.repeat(32), name: 'Ada', email: 'a@b', comments: 'broken' }
    const [feedback] = recordsOf('feedback', readOne('user_report', report).records)
    expect(feedback).toMatchObject({
      message: 'broken',
      name: 'Ada',
      eventId: 'd'.repeat(32),
      source: 'user_report',
    })
    expect(feedback?.id).not.toBe('d'.repeat(32))
  })
})

describe('reports of browsers', () => {
  test.each([
    [
      'the older CSP form',
      {
        'csp-report': {
          'document-uri': 'http://a',
          'effective-directive': 'img-src',
          'blocked-uri': 'http://evil',
        },
      },
      { reportType: 'csp', title: 'CSP: img-src blocked http://evil', url: 'http://a' },
    ],
    [
      'the Reporting API',
      [
        {
          type: 'csp-violation',
          age: 1000,
          url: 'http://a',
          user_agent: 'ua',
          body: { effectiveDirective: 'script-src-elem', blockedURL: 'inline' },
        },
      ],
      {
        reportType: 'csp',
        title: 'CSP: script-src-elem blocked inline',
        time: receivedAt - 1000,
        userAgent: 'ua',
      },
    ],
    [
      'network error logging',
      [{ type: 'network-error', age: 5, url: 'http://a', body: { type: 'dns.name_not_resolved' } }],
      { reportType: 'nel', title: 'Network error: dns.name_not_resolved' },
    ],
    [
      'a deprecation',
      { type: 'deprecation', body: { id: 'x', message: 'gone soon' } },
      { reportType: 'deprecation', title: 'gone soon' },
    ],
    [
      'pinning',
      { hostname: 'h', 'known-pins': [] },
      { reportType: 'hpkp', title: 'Public key pinning failed for h' },
    ],
    ['Expect-CT', { 'expect-ct-report': { hostname: 'h' } }, { reportType: 'expect-ct' }],
    [
      'Expect-Staple',
      { 'expect-staple-report': { hostname: 'h' } },
      { reportType: 'expect-staple' },
    ],
    [
      'a type by a name that every object has',
      { type: 'constructor', body: {} },
      { reportType: 'constructor', title: 'Browser report: constructor' },
    ],
    [
      'something new',
      { type: 'later', body: {} },
      { reportType: 'later', title: 'Browser report: later' },
    ],
  ])('%s', (_sentence, payload, expected) => {
    const item = { sentry_environment: 'dev', sentry_release: 'r' }
    const { records } = readOne('raw_security', payload, { item })
    expect(records).toMatchObject([
      { kind: 'report', ...expected, scope: { environment: 'dev', release: 'r' } },
    ])
  })
})

describe('types that nobody knows', () => {
  test.each(['shiny', '__proto__', 'constructor', 'toString'])('%s stays as bytes', (type) => {
    const { records, problems } = readOne(type, 'abc', { item: { extra: 1 } })
    expect(records).toMatchObject([{ kind: 'raw', itemType: type, size: 3, header: { extra: 1 } }])
    expect(problems).toMatchObject([{ code: 'item-unknown', detail: type }])
  })
})

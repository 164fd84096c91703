import { describe, expect, test } from 'vitest'
import { readOne, recordsOf } from '../arrival-fixture.ts'

const traceId = 'a'.repeat(32)
const rootId = '1'.repeat(16)
const start = 1_700_000_000

const transaction = {
  type: 'transaction',
  transaction: 'GET /cart',
  transaction_info: { source: 'route' },
  start_timestamp: start,
  timestamp: start + 0.5,
  tags: { team: 'checkout' },
  user: { id: 7 },
  measurements: { lcp: { value: 1200, unit: 'millisecond' }, bare: 3, broken: { value: 'x' } },
  contexts: {
    trace: {
      trace_id: traceId,
      span_id: rootId,
      op: 'http.server',
      status: 'ok',
      data: { 'http.route': '/cart', team: 'wins' },
    },
    profile: { profile_id: 'b'.repeat(32) },
  },
  spans: [
    null,
    5,
    {
      span_id: '2'.repeat(16),
      parent_span_id: rootId,
      start_timestamp: start + 0.1,
      timestamp: start + 0.2,
      op: 'db',
      description: 'SELECT 1',
      status: 5,
      data: { 'db.system': 'pg' },
      tags: { slow: true },
    },
    {
      span_id: '3'.repeat(16),
      parent_span_id: '2'.repeat(16),
      trace_id: traceId,
      start_timestamp: '2023-11-14T22:13:20.3Z',
    },
    { description: 'without ids' },
  ],
}

describe('a transaction', () => {
  const { records, problems } = readOne('transaction', transaction)
  const spans = recordsOf('span', records)

  test('is its root span, the spans in it, and one record around them', () => {
    expect(records.map(({ kind }) => kind)).toEqual(['transaction', 'span', 'span', 'span'])
    expect(spans.map(({ segmentId }) => segmentId)).toEqual([rootId, rootId, rootId])
    expect(spans.map(({ isSegment }) => isSegment)).toEqual([true, false, false])
  })

  test('the root has tags and user among its attributes, and its own win', () => {
    expect(spans[0]).toMatchObject({
      name: 'GET /cart',
      op: 'http.server',
      duration: 500,
      attributes: { 'user.id': '7', 'http.route': '/cart', team: 'wins' },
      measurements: {
        lcp: { value: 1200, unit: 'millisecond' },
        bare: { value: 3, unit: undefined },
      },
    })
  })

  test('spans: the time is the start, `timestamp` the end, old status numbers have names', () => {
    expect(spans[1]).toMatchObject({
      traceId,
      op: 'db',
      name: 'SELECT 1',
      status: 'not_found',
      attributes: { slow: 'true', 'db.system': 'pg' },
    })
    expect(spans[1]?.duration).toBeCloseTo(100, 1)
    expect(spans[2]).toMatchObject({ op: 'default', name: '', duration: 0 })
  })

  test('a span without ids is named and costs no other', () => {
    expect(problems).toMatchObject([{ code: 'payload-field', item: 0 }])
  })

  test('without a trace context it stays as bytes', () => {
    const reading = readOne('transaction', { spans: [] })
    expect(reading.records).toMatchObject([{ kind: 'raw' }])
    expect(reading.problems).toMatchObject([{ code: 'payload-field' }])
  })
})

describe('a span item', () => {
  test('one span, as web vitals are sent alone', () => {
    const { records } = readOne('span', {
      trace_id: traceId,
      span_id: rootId,
      start_timestamp: start,
      timestamp: start + 1,
      op: 'ui.interaction.click',
      description: 'body > button',
      is_segment: true,
      measurements: { inp: { value: 180, unit: 'millisecond' } },
      data: { release: 'r', environment: 'dev' },
    })
    expect(records).toMatchObject([
      {
        isSegment: true,
        segmentId: rootId,
        measurements: { inp: { value: 180 } },
        scope: { release: 'r', environment: 'dev' },
      },
    ])
  })

  const streamed = {
    trace_id: traceId,
    span_id: '4'.repeat(16),
    parent_span_id: rootId,
    name: 'SELECT 1',
    status: 'error',
    is_segment: false,
    start_timestamp: start,
    end_timestamp: start + 0.25,
    attributes: {
      'sentry.op': { type: 'string', value: 'db' },
      'sentry.segment.id': { type: 'string', value: rootId },
      'sentry.segment.name': { type: 'string', value: 'GET /cart' },
      'sentry.environment': { type: 'string', value: 'dev' },
      'sentry.sdk.name': { type: 'string', value: 'sentry.javascript.node' },
      size: { type: 'integer', value: 3, unit: 'byte' },
      list: { type: 'array', value: ['a'] },
      bare: 'x',
    },
    links: [
      {
        trace_id: 'b'.repeat(32),
        span_id: rootId,
        sampled: true,
        attributes: { k: { type: 'string', value: 'v' } },
      },
      {},
    ],
  }

  test.each([
    ['by its content type', { content_type: 'application/vnd.sentry.items.span.v2+json' }],
    ['by its shape', {}],
  ])('a container told %s', (_sentence, item) => {
    const { records, problems } = readOne('span', { version: 2, items: [streamed, 7] }, { item })
    expect(records).toMatchObject([
      {
        op: 'db',
        name: 'SELECT 1',
        status: 'error',
        duration: 250,
        segmentId: rootId,
        segmentName: 'GET /cart',
        attributes: { size: 3, list: ['a'], bare: 'x' },
        units: { size: 'byte' },
        links: [{ traceId: 'b'.repeat(32), isSampled: true, attributes: { k: 'v' } }],
        scope: { environment: 'dev', service: 'node' },
      },
    ])
    expect(problems).toMatchObject([{ code: 'payload-field' }])
  })

  test('gen_ai spans beside a transaction are read from the same envelope', () => {
    const text = JSON.stringify({
      items: [{ ...streamed, attributes: { 'sentry.op': { value: 'gen_ai.chat' } } }],
    })
    expect(readOne('span', text).records).toMatchObject([{ op: 'gen_ai.chat' }])
  })

  test('integers beyond 2^53 keep their digits', () => {
    const text = `{"items":[{"trace_id":"${traceId}","span_id":"${rootId}","start_timestamp":${start},"attributes":{"big":{"type":"integer","value":9007199254740993}}}]}`
    const item = { content_type: 'application/vnd.sentry.items.span.v2+json' }
    const [span] = recordsOf('span', readOne('span', text, { item }).records)
    expect(span?.attributes['big']).toBe('9007199254740993')
  })
})

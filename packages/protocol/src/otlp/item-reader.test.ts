import { expect, test } from 'vitest'
import { readOne } from '../arrival-fixture.ts'

const span = {
  traceId: '5b8efff798038103d269b633813fc60c',
  spanId: 'eee19b7ec3c1b174',
  name: 'work',
  startTimeUnixNano: '1700000000000000000',
  attributes: [{ key: 'n', value: { intValue: '9223372036854775807' } }],
  events: [
    { name: 'exception', attributes: [{ key: 'exception.type', value: { stringValue: 'E' } }] },
  ],
}

test('an otel_span item is one span in JSON', () => {
  const header = { sdk: { name: 'sentry.go', version: '0.30' } }
  expect(readOne('otel_span', span, { header })).toMatchObject({
    records: [
      { kind: 'span', name: 'work', item: 0, attributes: { n: '9223372036854775807' } },
      { kind: 'event', title: 'E' },
    ],
    problems: [],
  })
})

test('an otel_span item that is damaged stays as bytes', () => {
  expect(readOne('otel_span', '{"traceId":')).toMatchObject({
    records: [{ kind: 'raw', itemType: 'otel_span' }],
    problems: [{ code: 'payload-json' }],
  })
})

test('an otel_span item without ids stays as bytes', () => {
  expect(readOne('otel_span', { name: 'lost' })).toMatchObject({
    records: [{ kind: 'raw' }],
    problems: [{ code: 'payload-field' }],
  })
})

test('an otel_traces_data item is TracesData in protobuf', () => {
  const ids = `0a10${'11'.repeat(16)}1208${'22'.repeat(8)}`
  const bytes = Uint8Array.from(Buffer.from(`0a201 21e121c${ids}`.replaceAll(' ', ''), 'hex'))
  expect(readOne('otel_traces_data', bytes)).toMatchObject({
    records: [{ kind: 'span', traceId: '11'.repeat(16), spanId: '22'.repeat(8) }],
    problems: [],
  })
})

test('an otel_traces_data item may say that it is JSON', () => {
  const payload = { resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] }
  const item = { content_type: 'application/json' }
  expect(readOne('otel_traces_data', payload, { item }).records).toMatchObject([
    { kind: 'span', name: 'work' },
    { kind: 'event' },
  ])
})

import { describe, expect, test } from 'vitest'
import { readArrival } from '../arrival-readers.ts'
import { receivedAt, recordsOf, toArrival } from '../arrival-fixture.ts'
import { emptyScope } from '../scope.ts'

type Values = Readonly<Record<string, unknown>>

const traceId = '5b8efff798038103d269b633813fc60c'
const spanId = 'eee19b7ec3c1b174'

function readLogs(...logRecords: readonly Values[]) {
  const document = { resourceLogs: [{ scopeLogs: [{ scope: { name: 'cart' }, logRecords }] }] }
  const arrival = toArrival(JSON.stringify(document), { format: 'otlp-logs' })
  return recordsOf('log', readArrival(arrival).records)
}

test('a log keeps everything it says', () => {
  const log = {
    timeUnixNano: '1700000000000000000',
    observedTimeUnixNano: '1700000000900000000',
    severityNumber: 13,
    severityText: 'NOTICE',
    body: { stringValue: 'paid 5' },
    eventName: 'cart.paid',
    traceId,
    spanId,
    attributes: [{ key: '{OriginalFormat}', value: { stringValue: 'paid {n}' } }],
    droppedAttributesCount: 2,
  }
  expect(readLogs(log)).toEqual([
    {
      kind: 'log',
      time: 1_700_000_000_000,
      item: 0,
      scope: emptyScope,
      level: 'warn',
      body: 'paid 5',
      structuredBody: undefined,
      template: 'paid {n}',
      severityNumber: 13,
      traceId,
      spanId,
      replayId: undefined,
      eventName: 'cart.paid',
      attributes: {
        '{OriginalFormat}': 'paid {n}',
        severity_text: 'NOTICE',
        'otel.dropped_attributes_count': 2,
        'otel.scope.name': 'cart',
      },
      units: undefined,
    },
  ])
})

describe('level', () => {
  const levels: readonly (readonly [string, Values, string])[] = [
    ['trace', { severityNumber: 1 }, 'trace'],
    ['debug', { severityNumber: 8 }, 'debug'],
    ['info', { severityNumber: 9 }, 'info'],
    ['warn', { severityNumber: 16 }, 'warn'],
    ['error', { severityNumber: 17 }, 'error'],
    ['fatal', { severityNumber: 24 }, 'fatal'],
    ['a name for the number', { severityNumber: 'SEVERITY_NUMBER_ERROR2' }, 'error'],
    ['only text', { severityText: 'Warning' }, 'warn'],
    ['a number out of range and text', { severityNumber: 99, severityText: 'error' }, 'error'],
    ['nothing', {}, 'info'],
    ['words nobody knows', { severityText: 'loud' }, 'info'],
  ]
  test.each(levels)('%s', (_sentence, log, level) => {
    expect(readLogs(log)[0]?.level).toBe(level)
  })
})

describe('body', () => {
  const bodies: readonly (readonly [string, Values, string, unknown])[] = [
    ['text', { body: { stringValue: 'a' } }, 'a', undefined],
    ['a number', { body: { intValue: 5 } }, '5', undefined],
    ['a map', { body: { kvlistValue: { values: [{ key: 'a' }] } } }, '{"a":null}', { a: null }],
    ['a list', { body: { arrayValue: { values: [{ boolValue: true }] } } }, '[true]', [true]],
    ['an empty value', { body: {} }, '', undefined],
    ['nothing', {}, '', undefined],
    ['nothing but a name', { eventName: 'app.start' }, 'app.start', undefined],
    [
      'nothing but an exception',
      { attributes: [{ key: 'exception.type', value: { stringValue: 'KeyError' } }] },
      'KeyError',
      undefined,
    ],
  ]
  test.each(bodies)('%s', (_sentence, log, body, structuredBody) => {
    expect(readLogs(log)[0]).toMatchObject({ body, structuredBody })
  })
})

test.each([
  ['its own time', { timeUnixNano: '1600000000000000001' }, 1_600_000_000_000],
  [
    'the time it was seen, when its own is 0',
    { timeUnixNano: '0', observedTimeUnixNano: '1600000000000000000' },
    1_600_000_000_000,
  ],
  ['the time it came, when it tells none', {}, receivedAt],
])('a log has %s', (_sentence, log, time) => {
  expect(readLogs(log)[0]?.time).toBeCloseTo(time, 3)
})

test('ids that are absent, empty or zero are none', () => {
  const logs = readLogs({}, { traceId: '', spanId: '' }, { traceId: '0'.repeat(32), spanId: '00' })
  expect(logs.map((log) => [log.traceId, log.spanId])).toEqual(
    Array.from({ length: 3 }, () => [undefined, undefined]),
  )
})

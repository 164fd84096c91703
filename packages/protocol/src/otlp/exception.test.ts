import { expect, test } from 'vitest'
import { readArrival } from '../arrival-readers.ts'
import { recordsOf, toArrival } from '../arrival-fixture.ts'
import { toDerivedId } from '../id.ts'
import type { EventRecord } from '../record/event.ts'
import { emptyScope } from '../scope.ts'

type Values = Readonly<Record<string, unknown>>

const traceId = '5b8efff798038103d269b633813fc60c'
const spanId = 'eee19b7ec3c1b174'
const timeUnixNano = '1700000000000000000'

function toAttributes(values: Values): unknown {
  return Object.entries(values).map(([key, value]) => ({ key, value: { stringValue: value } }))
}

const resource = { attributes: toAttributes({ 'service.name': 'shop', team: 'checkout' }) }
const boom = { 'exception.type': 'TypeError', 'exception.message': 'boom' }

function readAll(format: 'otlp-traces' | 'otlp-logs', document: unknown) {
  return readArrival(toArrival(JSON.stringify(document), { format })).records
}

function readSpanException(attributes: Values): EventRecord | undefined {
  const events = [{ name: 'exception', timeUnixNano, attributes: toAttributes(attributes) }]
  const spans = [{ traceId, spanId, name: 'GET /', kind: 2, events }]
  const resourceSpans = [{ resource, scopeSpans: [{ spans }] }]
  return recordsOf('event', readAll('otlp-traces', { resourceSpans }))[0]
}

function readLogException(attributes: Values, log: Values = {}): EventRecord | undefined {
  const logRecords = [{ timeUnixNano, attributes: toAttributes(attributes), ...log }]
  const resourceLogs = [{ resource, scopeLogs: [{ scope: { name: 'cart' }, logRecords }] }]
  return recordsOf('event', readAll('otlp-logs', { resourceLogs }))[0]
}

test('an exception on a span becomes an event beside the span', () => {
  expect(readSpanException({ ...boom, sku: 'a' })).toEqual({
    kind: 'event',
    time: 1_700_000_000_000,
    item: 0,
    scope: { ...emptyScope, service: 'shop' },
    id: toDerivedId(traceId, spanId, 'TypeError', 'boom'),
    level: 'error',
    title: 'TypeError: boom',
    message: undefined,
    template: undefined,
    logger: undefined,
    transaction: 'GET /',
    exceptions: [
      {
        type: 'TypeError',
        value: 'boom',
        module: undefined,
        mechanism: {
          type: 'opentelemetry',
          handled: undefined,
          synthetic: undefined,
          description: undefined,
          helpLink: undefined,
          source: undefined,
          exceptionId: 0,
          parentId: undefined,
          isGroup: false,
          data: undefined,
          meta: undefined,
        },
        threadId: undefined,
        frames: [],
        rawFrames: undefined,
        stack: undefined,
      },
    ],
    threads: [],
    breadcrumbs: [],
    tags: { 'service.name': 'shop', team: 'checkout' },
    user: undefined,
    request: undefined,
    contexts: {},
    extra: { sku: 'a' },
    modules: {},
    flags: [],
    fingerprint: undefined,
    images: [],
    traceId,
    spanId,
    parentSpanId: undefined,
    replayId: undefined,
    profilerId: undefined,
    remarks: undefined,
    derivedFrom: 'span-event',
  })
})

test('an exception in a log becomes an event beside the log', () => {
  const body = { stringValue: 'checkout failed' }
  expect(readLogException(boom, { body, severityNumber: 17 })).toMatchObject({
    level: 'error',
    title: 'TypeError: boom',
    message: 'checkout failed',
    logger: 'cart',
    derivedFrom: 'log',
  })
})

test('the span itself and the log itself are there too', () => {
  const logRecords = [{ attributes: toAttributes(boom) }]
  const records = readAll('otlp-logs', { resourceLogs: [{ scopeLogs: [{ logRecords }] }] })
  expect(records.map(({ kind }) => kind)).toEqual(['log', 'event'])
})

test('both tellings of one exception have one id', () => {
  const told = readSpanException(boom)
  expect(readLogException(boom, { traceId, spanId })?.id).toBe(told?.id)
  expect(readLogException({ ...boom, 'exception.message': 'bang' }, { traceId, spanId })?.id)
    .not //
    .toBe(told?.id)
})

test('without a trace the time tells two exceptions apart', () => {
  const first = readLogException(boom)
  expect(readLogException(boom)?.id).toBe(first?.id)
  const later = { timeUnixNano: '1700000000001000000' }
  expect(readLogException(boom, later)?.id).not.toBe(first?.id)
})

test.each([
  ['fatal', 21, 'fatal'],
  ['an error', 17, 'error'],
  ['a warning', 13, 'warning'],
  ['a trace', 1, 'debug'],
])('an exception in a log that is %s', (_sentence, severityNumber, level) => {
  expect(readLogException(boom, { severityNumber })?.level).toBe(level)
})

test.each([
  ['escaped', 'true', false],
  ['escaped, in Python', 'True', false],
  ['did not escape', 'False', true],
  ['does not say', undefined, undefined],
])('an exception that %s', (_sentence, escaped, handled) => {
  const attributes = escaped === undefined ? boom : { ...boom, 'exception.escaped': escaped }
  expect(readSpanException(attributes)?.exceptions[0]?.mechanism?.handled).toBe(handled)
})

test('the same exception again in one span is another event', () => {
  const event = { name: 'exception', timeUnixNano, attributes: toAttributes(boom) }
  const spans = [{ traceId, spanId, name: 'GET /', events: [event, event, event] }]
  const records = readAll('otlp-traces', { resourceSpans: [{ scopeSpans: [{ spans }] }] })
  const ids = recordsOf('event', records).map(({ id }) => id)
  expect(new Set(ids).size).toBe(3)
  expect(ids[0]).toBe(toDerivedId(traceId, spanId, 'TypeError', 'boom'))
})

test('the stack is kept, read, and leads to the cause', () => {
  const stack = [
    'java.lang.IllegalStateException: no stock',
    '\tat com.shop.Cart.add(Cart.java:41)',
    'Caused by: java.io.IOException: disk',
    '\tat com.shop.Store.read(Store.java:7)',
  ].join('\n')
  const event = readSpanException({
    'exception.type': 'java.lang.IllegalStateException',
    'exception.message': 'no stock',
    'exception.stacktrace': stack,
  })
  expect(event?.exceptions).toMatchObject([
    {
      type: 'java.io.IOException',
      value: 'disk',
      frames: [{ function: 'read', line: 7 }],
      mechanism: { source: 'cause', exceptionId: 1, parentId: 0 },
      stack: undefined,
    },
    {
      type: 'java.lang.IllegalStateException',
      value: 'no stock',
      frames: [{ function: 'add', line: 41 }],
      mechanism: { source: undefined, exceptionId: 0, parentId: undefined },
      stack,
    },
  ])
})

test('a type and message that are missing come from the stack', () => {
  const stack = 'RangeError: too long\n    at add (/app/cart.js:41:7)'
  expect(readSpanException({ 'exception.stacktrace': stack })?.title).toBe('RangeError: too long')
})

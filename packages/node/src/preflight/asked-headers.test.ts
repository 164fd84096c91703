import { expect, test } from 'vitest'
import { isAskedForTrace, readAskedHeaders, withTraceHeaders } from './asked-headers.ts'

test.each([
  [undefined, { hasTrace: false, rest: undefined }],
  ['content-type', { hasTrace: false, rest: 'content-type' }],
  ['baggage,sentry-trace,traceparent', { hasTrace: true, rest: undefined }],
  [
    'authorization, Sentry-Trace,content-type',
    { hasTrace: true, rest: 'authorization,content-type' },
  ],
  ['x-sentry-trace', { hasTrace: false, rest: 'x-sentry-trace' }],
])('%s', (asked, read) => {
  expect(readAskedHeaders(asked)).toEqual(read)
})

test.each([
  ['sentry-trace', 'GET', true],
  ['sentry-trace,baggage', 'POST', true],
  ['sentry-trace', 'DELETE', false],
  ['sentry-trace,content-type', 'POST', false],
  [undefined, 'GET', false],
])('whether %s by %s is asked for the trace alone: %s', (asked, method, expected) => {
  expect(isAskedForTrace(asked, method)).toBe(expected)
})

test.each([
  [undefined, 'sentry-trace, baggage, traceparent'],
  ['', 'sentry-trace, baggage, traceparent'],
  ['content-type', 'content-type, sentry-trace, baggage, traceparent'],
  ['*', '*, sentry-trace, baggage, traceparent'],
])('what allows %s allows the trace too', (allowed, expected) => {
  expect(withTraceHeaders(allowed)).toBe(expected)
})

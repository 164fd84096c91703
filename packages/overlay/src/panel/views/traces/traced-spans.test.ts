import { expect, test } from 'vitest'
import type { SpanColumns, TraceOutline } from 'protocol'
import { toTracedSpans } from './traced-spans.ts'

const columns: SpanColumns = {
  spanId: ['a', 'constructor'],
  parentSpanId: [null, 'a'],
  op: ['http.server', 'db'],
  name: ['GET /', 'SELECT 1'],
  start: [0, 1_500_000],
  duration: [20_000_000, 250],
  status: ['ok', null],
  service: [1, -1],
  answers: { a: { 'http.response.status_code': 404 } },
}

const trace: TraceOutline = {
  traceId: 't',
  name: 'GET /',
  op: 'http.server',
  status: 'ok',
  start: 1000,
  duration: 20,
  spanCount: 2,
  errorCount: 0,
  logCount: 0,
  services: ['web', 'api'],
  sampling: undefined,
  errors: [],
  logs: [],
  findings: [],
  missing: [],
  spans: columns,
}

test('columns are spans in milliseconds, each with what was said of it', () => {
  expect(toTracedSpans(trace)).toEqual([
    {
      spanId: 'a',
      parentSpanId: undefined,
      op: 'http.server',
      name: 'GET /',
      start: 1000,
      duration: 20,
      status: 'ok',
      service: 'api',
      attributes: { 'http.response.status_code': 404 },
    },
    {
      spanId: 'constructor',
      parentSpanId: 'a',
      op: 'db',
      name: 'SELECT 1',
      start: 1001.5,
      duration: 0.00025,
      status: undefined,
      service: undefined,
      attributes: undefined,
    },
  ])
})

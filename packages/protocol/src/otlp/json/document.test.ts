import { describe, expect, test } from 'vitest'
import { readArrival } from '../../arrival-readers.ts'
import { recordsOf, toArrival } from '../../arrival-fixture.ts'

const traceId = '5b8efff798038103d269b633813fc60c'

function toSpan(id: number): string {
  return `{"traceId":"${traceId}","spanId":"000000000000000${id}"}`
}

function toDocument(...ids: readonly number[]): string {
  return `{"resourceSpans":[{"scopeSpans":[{"spans":[${ids.map(toSpan).join(',')}]}]}]}`
}

function readBody(body: string) {
  const { records, problems } = readArrival(toArrival(body, { format: 'otlp-traces' }))
  return {
    ids: recordsOf('span', records).map(({ spanId }) => Number(spanId)),
    problems: problems.map(({ code, offset }) => [code, offset]),
  }
}

type Row = readonly [string, string, readonly number[], readonly (readonly [string, number])[]]

const first = toDocument(1)
const bodies: readonly Row[] = [
  ['one document', toDocument(1, 2), [1, 2], []],
  ['one that ends with a line feed', `${toDocument(1)}\r\n`, [1], []],
  ['one over many lines', JSON.stringify(JSON.parse(toDocument(1, 2)), undefined, 2), [1, 2], []],
  ['a list of documents', `[${toDocument(1)},${toDocument(2)}, 5]`, [1, 2], [['payload-shape', 0]]],
  ['a document a line', `${toDocument(1)}\n\n${toDocument(2)}\n`, [1, 2], []],
  [
    'a document a line, one of them damaged',
    `${first}\n{"res\n${toDocument(2)}`,
    [1, 2],
    [['body-line', first.length + 1]],
  ],
  ['a document a line, the first damaged', `{"res\n${toDocument(2)}`, [2], [['body-line', 0]]],
  ['nothing', '', [], []],
  ['an empty request', '{}', [], []],
  ['a request without resources', '{"resourceSpans":[]}', [], []],
  ['a request with null', '{"resourceSpans":[null,{"scopeSpans":[null]}]}', [], []],
  ['another signal', '{"resourceLogs":[]}', [], [['payload-shape', 0]]],
  ['something cut', '{"resourceSpans":[', [], [['payload-json', 0]]],
  ['something else over many lines', '{\n"a\n', [], [['payload-json', 0]]],
  [
    "a resource alone, as Java's logging exporter prints it",
    '{"scopeSpans":[{"spans":[SPAN]}]}'.replace('SPAN', toSpan(1)),
    [1],
    [],
  ],
  ['what a gateway wraps', `{"result":${toDocument(1)}}`, [1], []],
]

test.each(bodies)('%s', (_sentence, body, ids, problems) => {
  expect(readBody(body)).toEqual({ ids, problems })
})

describe('spelling', () => {
  const written: readonly (readonly [string, string])[] = [
    [
      'snake case',
      `{"resource_spans":[{"scope_spans":[{"spans":[{"trace_id":"${traceId}","span_id":"0000000000000001","parent_span_id":"0000000000000002","start_time_unix_nano":1700000000000000000,"end_time_unix_nano":"1700000000001000000","attributes":[{"key":"n","value":{"int_value":1}}]}]}]}]}`,
    ],
    [
      'instrumentation libraries',
      `{"resourceSpans":[{"instrumentationLibrarySpans":[{"instrumentationLibrary":{"name":"old"},"spans":[{"traceId":"${traceId.toUpperCase()}","spanId":"0000000000000001","parentSpanId":"0000000000000002","startTimeUnixNano":"1700000000000000000","endTimeUnixNano":"1700000000001000000","attributes":[{"key":"n","value":{"intValue":"1"}}]}]}]}]}`,
    ],
    [
      'ids in base64',
      `{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"W47/95gDgQPSabYzgT/GDA==","spanId":"AAAAAAAAAAE=","parentSpanId":"AAAAAAAAAAI=","startTimeUnixNano":"1700000000000000000","endTimeUnixNano":"1700000000001000000","attributes":[{"key":"n","value":{"doubleValue":1}}]}]}]}]}`,
    ],
  ]
  test.each(written)('%s', (_sentence, body) => {
    const { records } = readArrival(toArrival(body, { format: 'otlp-traces' }))
    expect(records).toMatchObject([
      {
        traceId,
        spanId: '0000000000000001',
        parentSpanId: '0000000000000002',
        time: 1_700_000_000_000,
        duration: 1,
        attributes: { n: 1 },
      },
    ])
  })
})

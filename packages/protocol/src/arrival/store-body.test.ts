import * as fc from 'fast-check'
import { deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { toArrival } from '../arrival-fixture.ts'
import { readArrival } from '../arrival-readers.ts'
import type { Arrival } from '../arrival.ts'

const id = 'fc6d8c0c43fc4630ad850ee518f1b9d0'
const json = JSON.stringify({ event_id: id, message: 'A message \u00fcber +/=', level: 'warning' })
const base64 = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString('base64')
const read = (body: Uint8Array | string, more: Partial<Arrival> = {}) =>
  readArrival(toArrival(body, { format: 'store', ...more }))
const form = 'application/x-www-form-urlencoded'

describe('one event', () => {
  test.each<[string, Uint8Array | string, Partial<Arrival>]>([
    ['as JSON', json, { contentType: 'application/json' }],
    ['as JSON after a byte order mark and blanks', `\ufeff \n${json}`, {}],
    ['in base64 of zlib', base64(deflateSync(json)), {}],
    ['in base64 of gzip', base64(gzipSync(json)), {}],
    ['in base64', base64(json), { contentType: 'application/octet-stream' }],
    ['in zlib', deflateSync(json), {}],
    ['in zlib of the lowest level', deflateSync(json, { level: 1 }), {}],
    ['in gzip', gzipSync(json), {}],
    ['in a form', `sentry_data=${encodeURIComponent(json)}`, { contentType: form }],
    [
      'in a form, zlib and base64',
      `sentry_version=7&sentry_data=${encodeURIComponent(base64(deflateSync(json)))}`,
      { contentType: form },
    ],
    ['in bare base64 said to be a form', base64(deflateSync(json)), { contentType: form }],
    ['in base64 escaped without a field', encodeURIComponent(base64(json)), { contentType: form }],
    ['in the query', '', { parameters: { sentry_data: json } }],
    ['in the query, wrapped', '', { parameters: { sentry_data: base64(deflateSync(json)) } }],
    [
      'in the query, where each plus became a space',
      '',
      { parameters: { sentry_data: base64(json).replaceAll('+', ' ') } },
    ],
  ])('%s', (_sentence, body, more) => {
    const { records, problems } = read(body, more)
    expect(problems).toEqual([])
    expect(records).toMatchObject([
      { kind: 'event', id, message: 'A message \u00fcber +/=', level: 'warning' },
    ])
  })

  test('over several lines is no envelope', () => {
    const body = JSON.stringify({ event_id: id, breadcrumbs: [{ type: 'http' }] }, undefined, 1)
    expect(read(body).records).toMatchObject([{ kind: 'event', id }])
  })

  test('without an id gets the same one each time', () => {
    const [first] = read('{"message":"x"}').records
    expect(read('{"message":"x"}').records).toEqual([first])
    expect(first?.kind === 'event' && first.id).toMatch(/^[0-9a-f]{32}$/)
  })
})

test('a transaction says so', () => {
  const body = JSON.stringify({
    type: 'transaction',
    transaction: 'GET /',
    start_timestamp: 1_700_000_000,
    timestamp: 1_700_000_001,
    contexts: { trace: { trace_id: 'a'.repeat(32), span_id: 'b'.repeat(16) } },
  })
  expect(read(body).records.map((record) => record.kind)).toEqual(['transaction', 'span'])
})

test.each<[string, Partial<Arrival>]>([
  ['by its content type', { contentType: 'application/x-sentry-envelope' }],
  ['by its lines', { contentType: 'text/plain' }],
])('an envelope is one %s', (_sentence, more) => {
  const body = `{"event_id":"${id}"}\n{"type":"event"}\n${json}\n{"type":"attachment","length":1}\n!`
  expect(read(body, more).records.map((record) => record.kind)).toEqual(['event', 'attachment'])
})

test('an envelope is read by items, as its parts say', () => {
  const header = { event_id: id }
  const session = '{"type":"session"}\n{"sid":"a"}\n'
  const body = `${JSON.stringify(header)}\n${session}${session}`
  const { records, ...reading } = readArrival(toArrival(body, { format: 'store' }))
  expect(reading.header).toEqual(header)
  expect(reading.parts.map(({ type }) => type)).toEqual(['session', 'session'])
  expect(records.map(({ item }) => item)).toEqual([0, 1])
})

test('what a query says that cannot be read is kept without a body', () => {
  const { records, problems } = read('', { parameters: { sentry_data: '!!garbage!!' } })
  expect(problems).toMatchObject([{ code: 'body-format' }])
  expect(records).toMatchObject([{ kind: 'raw', data: new TextEncoder().encode('!!garbage!!') }])
})

test.each<[string, Uint8Array | string, string]>([
  ['text', 'hello, world!', 'body-format'],
  ['a list', '[1]', 'body-format'],
  ['base64 of text', base64('hello'), 'body-format'],
  ['cut zlib', deflateSync(json).subarray(0, 20), 'payload-compression'],
  ['cut JSON', '{"message":', 'payload-json'],
  ['a form without the field', 'a=b', 'body-format'],
])('%s stays as bytes', (_sentence, body, code) => {
  const { records, problems } = read(body)
  expect(problems).toMatchObject([{ code, offset: 0 }])
  expect(records).toMatchObject([{ kind: 'raw' }])
})

test('wrappings within wrappings end', () => {
  let body = base64(json)
  for (let depth = 0; depth < 8; depth++) body = base64(body)
  expect(read(body).problems).toMatchObject([{ code: 'body-format' }])
})

describe('an envelope\u2019s address', () => {
  test.each([
    ['on one line', `{"event_id":"${id}","message":"x","timestamp":1700000000}`],
    ['without id or time', '{"exception":{"values":[{"type":"E"}]},"type":"error"}'],
    ['over many lines', JSON.stringify({ event_id: id, message: 'x' }, undefined, 2)],
    ['with the line feed of curl', `{"platform":"other","message":"x"}\n`],
  ])('takes a bare event %s', (_sentence, body) => {
    const { records, problems } = readArrival(toArrival(body))
    expect(problems).toEqual([])
    expect(records).toMatchObject([{ kind: 'event' }])
  })

  test('takes a bare transaction', () => {
    const trace = { trace_id: 'a'.repeat(32), span_id: 'b'.repeat(16) }
    const body = JSON.stringify({ type: 'transaction', contexts: { trace }, spans: [] })
    expect(readArrival(toArrival(body)).records.map(({ kind }) => kind)).toEqual([
      'transaction',
      'span',
    ])
  })

  test('takes an envelope of a header alone as that', () => {
    expect(
      readArrival(toArrival(`{"event_id":"${id}","dsn":"http://a@b/1","sent_at":"x"}\n`)),
    ).toMatchObject({
      records: [],
      problems: [],
    })
  })
})

test('any body in any clothes is read without a throw', () => {
  const wrap = fc.constantFrom(
    (bytes: Uint8Array) => bytes,
    (bytes: Uint8Array) => new TextEncoder().encode(base64(bytes)),
    (bytes: Uint8Array) => deflateSync(bytes),
    (bytes: Uint8Array) => gzipSync(bytes),
    (bytes: Uint8Array) => new TextEncoder().encode(`sentry_data=${base64(bytes)}`),
  )
  const content = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.json().map((text) => new TextEncoder().encode(text)),
    fc.dictionary(fc.string(), fc.jsonValue()).map((o) => Buffer.from(JSON.stringify(o))),
  )
  fc.assert(
    fc.property(content, wrap, wrap, (bytes, inner, outer) => {
      const { records, problems } = read(outer(inner(bytes)))
      expect(records.length + problems.length).toBeGreaterThan(0)
    }),
  )
})

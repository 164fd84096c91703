import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readArrivalFrame, toArrivalFrame } from './arrival-frame.ts'
import { readReaderMessage, readSidecarMessage } from './read-message.ts'
import { climb } from './upgrade.ts'

describe('what readers say', () => {
  test.each([
    ['hello', { type: 'hello', version: 1, reader: 'panel', session: 's' }, {}],
    [
      'a reader nobody knows',
      { type: 'hello', version: 1, reader: 'robot', session: 's' },
      { reader: 'other' },
    ],
    [
      'a call',
      {
        type: 'call',
        id: 1,
        method: 'POST',
        path: 'clear',
        parameters: { scope: 'all' },
        body: { a: 1 },
      },
      {},
    ],
    [
      'a call with numbers among its parameters',
      { type: 'call', id: 1, path: 'logs', parameters: { limit: 5 } },
      { method: 'GET', parameters: { limit: '5' } },
    ],
    [
      'subscribe',
      { type: 'subscribe', id: 2, path: 'issues', parameters: { query: 'is:new' } },
      {},
    ],
    ['unsubscribe', { type: 'unsubscribe', id: 2 }, {}],
    ['an answer', { type: 'answer', id: 3, value: null }, {}],
  ])('%s', (_sentence, message, more) => {
    expect(readReaderMessage(JSON.stringify(message))).toEqual({
      ok: true,
      message: { ...message, ...more },
    })
  })

  test.each([
    ['no JSON', '{', ''],
    ['no object', '5', 'a message is an object'],
    ['no type', '{}', 'no message has the type undefined'],
    ['a type of Object', '{"type":"constructor"}', 'no message has the type constructor'],
    ['no id', '{"type":"unsubscribe"}', 'unsubscribe: id is missing'],
    ['a negative id', '{"type":"call","id":-1,"path":"x"}', 'call: id or path is missing'],
    [
      'a session of a megabyte',
      JSON.stringify({ type: 'hello', session: 'x'.repeat(1e6) }),
      'hello: session is not a short string',
    ],
  ])('not: %s', (_sentence, text, detail) => {
    const reading = readReaderMessage(text)
    expect(reading.ok ? '' : reading.detail).toContain(detail)
    expect(reading.ok).toBe(false)
  })
})

describe('what the sidecar says', () => {
  test.each([
    { type: 'welcome', version: 1, sidecar: { name: 'footlight', version: '1.0.0', root: '/app' } },
    { type: 'result', id: 1, value: { items: [] } },
    { type: 'failure', id: 1, failure: { code: 'query', message: 'no', position: 17, fix: 'yes' } },
    {
      type: 'page',
      id: 1,
      revision: 0,
      items: [{ id: 'a' }],
      next: null,
      total: 1,
      isTotalExact: true,
    },
    {
      type: 'change',
      id: 1,
      revision: 2,
      put: [{ at: 0, item: { id: 'b' } }],
      remove: ['a'],
      next: 'x',
      total: 1,
      isTotalExact: false,
    },
    { type: 'ack', frames: [1, 2] },
    { type: 'ask', id: 1, question: 'source', parameters: { file: 'a.ts' } },
    { type: 'notice', notice: { code: 'port', time: 1, text: 't', fix: undefined } },
  ])('$type', (message) => {
    expect(readSidecarMessage(JSON.stringify(message))).toEqual({ ok: true, message })
  })

  test('whatever comes, nothing throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        readReaderMessage(text)
        readSidecarMessage(text)
      }),
    )
  })
})

describe('a message of an older version', () => {
  const steps = [
    (message: object) => ({ ...message, path: 'issues' }),
    (message: object) => ({ ...message, limit: 5 }),
  ]

  test.each([
    [1, { path: 'issues', limit: 5 }],
    [2, { limit: 5 }],
    [3, {}],
    [9, {}],
  ])('version %i climbs step by step', (version, expected) => {
    expect(climb({}, version, steps)).toEqual(expected)
  })
})

describe('frames', () => {
  const frame = {
    id: 4_294_967_295,
    header: {
      path: '/api/1/envelope/',
      contentType: undefined,
      contentEncoding: 'gzip',
      parameters: { sentry_key: 'k' },
    },
    body: Uint8Array.of(0, 1, 2, 255),
  }

  test('what was framed is read back', () => {
    expect(readArrivalFrame(toArrivalFrame(frame))).toEqual({ ok: true, frame })
  })

  test.each([
    ['nothing', new Uint8Array()],
    ['another version', Uint8Array.from([2, ...toArrivalFrame(frame).subarray(1)])],
    ['a header longer than the frame', Uint8Array.of(1, 0, 0, 0, 1, 0, 0, 0, 9, 123)],
    ['a header that is no JSON', Uint8Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1, 123)],
    ['a header without a path', Uint8Array.of(1, 0, 0, 0, 1, 0, 0, 0, 2, 123, 125)],
  ])('not: %s', (_sentence, bytes) => {
    expect(readArrivalFrame(bytes).ok).toBe(false)
  })

  test('whatever comes, nothing throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void readArrivalFrame(bytes)),
    )
  })
})

import { gzipSync, deflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { findEventId } from './event-id.ts'

const id = 'b7f7e24d00000000cdbe0641cba2d880'
const dashed = 'B7F7E24D-0000-0000-CDBE-0641CBA2D880'
const rest = `\n{"type":"event"}\n${JSON.stringify({ filler: 'x'.repeat(40_000) })}`

test.each([
  ['a header', `{"event_id":"${id}"}${rest}`, undefined, true, id],
  ['dashes and capitals', `{"event_id":"${dashed}"}${rest}`, undefined, true, id],
  ['no id', `{"sdk":{}}${rest}`, undefined, true, undefined],
  [
    'the id of an item is not that of the envelope',
    `{}\n{"type":"event"}\n{"event_id":"${id}"}`,
    undefined,
    true,
    undefined,
  ],
  ['no envelope at all', 'garbage', undefined, true, undefined],
  ['a number', '{"event_id":5}', undefined, true, undefined],
  ['an event', `{"message":"x","event_id": "${id}"}`, undefined, false, id],
  ['a wrong claim of gzip', `{"event_id":"${id}"}`, 'gzip', true, id],
])('%s', (_name, body, encoding, isEnvelope, expected) => {
  expect(findEventId([Buffer.from(body)], encoding, isEnvelope)).toBe(expected)
})

test.each([
  ['gzip', gzipSync],
  ['GZIP', gzipSync],
  ['deflate', deflateSync],
])('%s', (encoding, compress) => {
  const body = compress(`{"event_id":"${id}"}${rest}`)
  expect(findEventId([body], encoding, true)).toBe(id)
})

test('in pieces', () => {
  const body = Buffer.from(`{"event_id":"${id}"}${rest}`)
  for (const cut of [0, 1, 20, 20_000]) {
    expect(findEventId([body.subarray(0, cut), body.subarray(cut)], undefined, true)).toBe(id)
  }
  expect(findEventId([], undefined, true)).toBeUndefined()
})

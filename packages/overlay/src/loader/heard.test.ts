import { expect, test } from 'vitest'
import { readHeard } from './heard.ts'

test.each([
  { type: 'welcome' },
  { type: 'page', id: 1, items: [{ id: 'a' }] },
  { type: 'result', id: 2, value: { a: 1 } },
])('$type', (message) => {
  expect(readHeard(JSON.stringify({ ...message, more: 1 }))).toEqual(message)
})

test('a change as it is', () => {
  const change = { type: 'change', id: 1, revision: 2, put: [], remove: ['a'], total: 0 }
  expect(readHeard(JSON.stringify(change))).toEqual({ type: 'change', id: 1, change })
})

test('a failure is a result without a value', () => {
  const message = { type: 'failure', id: 3, failure: { code: 'path' } }
  expect(readHeard(JSON.stringify(message))).toEqual({ type: 'result', id: 3, value: undefined })
})

test.each([
  ['no JSON', '{'],
  ['nothing', undefined],
  ['no object', '5'],
  ['another type', '{"type":"ack","frames":[1]}'],
  ['a page without items', '{"type":"page","id":1}'],
  ['a change of nothing', '{"type":"change","id":1,"put":{}}'],
])('not: %s', (_sentence, data) => {
  expect(readHeard(data)).toBeUndefined()
})

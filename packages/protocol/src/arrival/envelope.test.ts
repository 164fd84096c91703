import { expect, test } from 'vitest'
import { readArrival } from '../arrival-readers.ts'
import { recordsOf, toArrival } from '../arrival-fixture.ts'
import type { TelemetryRecord } from '../record.ts'

const first = 'a'.repeat(32)
const second = 'b'.repeat(32)

function read(header: object, ...payloads: readonly object[]): readonly TelemetryRecord[] {
  const items = payloads.map((payload) => `{"type":"event"}\n${JSON.stringify(payload)}`)
  return readArrival(toArrival([JSON.stringify(header), ...items].join('\n'))).records
}

test('the id of the header is the first event’s, another event keeps its own', () => {
  const records = read(
    { event_id: first },
    { message: 'one' },
    { message: 'two', event_id: second },
  )
  expect(recordsOf('event', records).map(({ id }) => id)).toEqual([first, second])
})

test.each([
  ['the same project', { public_key: 'k' }, { release: 'trace', environment: 'dev' }],
  ['another project', { public_key: 'other' }, { release: undefined, environment: undefined }],
])('a trace that began in %s', (_sentence, known, expected) => {
  const trace = { ...known, trace_id: first, release: 'trace', environment: 'dev' }
  const records = read({ dsn: 'https://k@o1.ingest.sentry.io/1', trace }, { message: 'one' })
  expect(records[0]?.scope).toMatchObject(expected)
})

test('what an event says itself wins over its trace', () => {
  const trace = { public_key: 'k', trace_id: first, release: 'trace', environment: 'dev' }
  const header = { dsn: 'https://k@o1.ingest.sentry.io/1', trace }
  expect(read(header, { release: 'own' })[0]?.scope).toMatchObject({
    release: 'own',
    environment: 'dev',
  })
})

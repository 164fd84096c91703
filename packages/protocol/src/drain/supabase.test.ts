import { describe, expect, test } from 'vitest'
import { receivedAt, toArrival } from '../arrival-fixture.ts'
import { readArrival } from '../arrival-readers.ts'

const read = (body: unknown) => readArrival(toArrival(JSON.stringify(body), { format: 'supabase' }))

test('a line of the database keeps its metadata under its own names', () => {
  const { records, problems } = read([
    {
      id: '0000',
      event_message: 'deadlock detected',
      timestamp: 1_700_000_000_123_456,
      project: 'shop',
      metadata: { host: 'db-shop', parsed: { error_severity: 'ERROR', process_id: 19302 } },
    },
  ])
  expect(problems).toEqual([])
  expect(records).toMatchObject([
    {
      kind: 'log',
      time: 1_700_000_000_123.456,
      level: 'error',
      body: 'deadlock detected',
      scope: { service: 'supabase' },
    },
  ])
  const [record] = records
  expect(record?.kind === 'log' && record.attributes).toEqual({
    'sentry.origin': 'auto.log_drain.supabase',
    id: '0000',
    project: 'shop',
    'metadata.host': 'db-shop',
    'metadata.parsed.error_severity': 'ERROR',
    'metadata.parsed.process_id': 19302,
  })
})

describe('levels', () => {
  test.each<[string, object, string]>([
    ['of a service', { level: 'warning' }, 'warn'],
    ['of PostgreSQL', { parsed: { error_severity: 'LOG' } }, 'info'],
    ['of a failed request', { response: { status_code: 500 } }, 'error'],
    ['of a refused request', { response: { status_code: 401 } }, 'warn'],
    ['of an answered request', { response: { status_code: 200 } }, 'info'],
    ['of no one', {}, 'info'],
  ])('%s', (_sentence, metadata, level) => {
    expect(read([{ event_message: 'x', metadata }]).records).toMatchObject([{ level }])
  })
})

describe('times', () => {
  const time = 1_679_582_126_000
  test.each<[string, object, number]>([
    [
      'of the service, where the drain has none',
      { timestamp: 0, metadata: { timestamp: '2023-03-23T14:35:26Z' } },
      time,
    ],
    ['of PostgreSQL', { metadata: { parsed: { timestamp: '2023-03-23 14:35:26.000 UTC' } } }, time],
    ['of Elixir', { metadata: { context: { time: 1_679_582_126_000_000 } } }, time],
    ['of arrival', { timestamp: 0 }, receivedAt],
  ])('%s', (_sentence, fields, expected) => {
    expect(read([{ event_message: 'x', ...fields }]).records).toMatchObject([{ time: expected }])
  })
})

import { expect, test } from 'vitest'
import { readAnyTime } from './any-time.ts'

const time = 1_700_000_000_123

test.each<[string, unknown, number | undefined]>([
  ['seconds', 1_700_000_000, 1_700_000_000_000],
  ['seconds with a fraction', 1_700_000_000.123, time],
  ['milliseconds', time, time],
  ['microseconds', 1_700_000_000_123_456, time + 0.456],
  ['nanoseconds', 1.700000000123456e18, time + 0.456],
  ['nanoseconds in words', '1700000000123456789', time + 0.456],
  ['microseconds of 1990', 631_152_000_000_000, 631_152_000_000],
  ['milliseconds of 1990', 631_152_000_000, 631_152_000_000],
  ['seconds in words', '1700000000.123', time],
  ['ISO 8601', '2023-11-14T22:13:20.123Z', time],
  ['ISO 8601 with nanoseconds and an offset', '2023-11-14T23:13:20.123456789+01:00', time + 0.456],
  ['PostgreSQL', '2023-11-14 22:13:20.123 UTC', time],
  ['a date that msgpack knew', new Date(time), time],
  ['zero', 0, undefined],
  ['before the epoch', -5, undefined],
  ['after every calendar', 1e30, undefined],
  ['not a number', Number.NaN, undefined],
  ['words', 'yesterday', undefined],
  ['a duration', '52ms', undefined],
  ['empty', '', undefined],
  ['an object', {}, undefined],
])('%s', (_sentence, value, expected) => {
  const read = readAnyTime(value)
  if (expected === undefined) expect(read).toBeUndefined()
  else expect(read).toBeCloseTo(expected, 2)
})

import { describe, expect, test } from 'vitest'
import { readNanoseconds, readTime } from './time.ts'

describe('readTime', () => {
  test.each([
    ['seconds', 1_700_000_000.5, 1_700_000_000_500],
    ['seconds in a string', '1700000000.25', 1_700_000_000_250],
    ['milliseconds, told by their size', 1_700_000_000_500, 1_700_000_000_500],
    ['ISO with a zone', '2023-11-14T22:13:20Z', 1_700_000_000_000],
    ['ISO with an offset', '2023-11-15T00:13:20+02:00', 1_700_000_000_000],
    ['ISO with an offset without colon', '2023-11-15T00:13:20+0200', 1_700_000_000_000],
    ['ISO without a zone is UTC', '2023-11-14T22:13:20', 1_700_000_000_000],
    ['microseconds', '2023-11-14T22:13:20.123456Z', 1_700_000_000_123.456],
    ['a blank between date and time', '2023-11-14 22:13:20', 1_700_000_000_000],
    ['a date alone', '2023-11-14', 1_699_920_000_000],
    ['after year 9999', 1e15, undefined],
    ['zero', 0, undefined],
    ['negative', -5, undefined],
    ['NaN', Number.NaN, undefined],
    ['Infinity', Infinity, undefined],
    ['words', 'yesterday', undefined],
    ['an empty string', '', undefined],
    ['an impossible date', '2023-13-45T00:00:00Z', undefined],
    ['an object', {}, undefined],
  ])('%s', (_sentence, value, expected) => {
    const time = readTime(value)
    if (expected === undefined) expect(time).toBeUndefined()
    else expect(time).toBeCloseTo(expected, 2)
  })
})

describe('readNanoseconds', () => {
  test.each([
    ['digits', '1700000000123456789', 1_700_000_000_123.4568],
    ['a number', 1_700_000_000_123_456_800, 1_700_000_000_123.4568],
    ['few digits', '5000000', 5],
    ['zero means not set', '0', undefined],
    ['zero as a number', 0, undefined],
    ['words', 'x', undefined],
    ['too many digits', '9'.repeat(30), undefined],
  ])('%s', (_sentence, value, expected) => {
    const time = readNanoseconds(value)
    if (expected === undefined) expect(time).toBeUndefined()
    else expect(time).toBeCloseTo(expected, 3)
  })
})

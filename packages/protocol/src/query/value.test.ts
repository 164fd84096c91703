import { describe, expect, test } from 'vitest'
import { readInstant } from './instant.ts'
import { toSuffix, toUnit } from './unit.ts'
import {
  readAmount,
  readDuration,
  readPercentage,
  readQuantity,
  readSize,
  readTruth,
  toAmount,
} from './value.ts'

describe('numbers', () => {
  test.each([
    ['42', 42],
    ['-4.5', -4.5],
    ['+.5', 0.5],
    ['1e3', 1000],
    ['1.5k', 1500],
    ['2M', 2e6],
    ['3b', 3e9],
    ['1e400', undefined],
    ['0x10', undefined],
    ['NaN', undefined],
    ['Infinity', undefined],
    ['1,000', undefined],
    ['5constructor', undefined],
    ['5 k', undefined],
    ['200ms', undefined],
    ['', undefined],
    ['1'.repeat(65), undefined],
  ])('%s', (raw, amount) => {
    expect(readAmount(raw)).toBe(amount)
  })
})

describe('durations in milliseconds', () => {
  test.each([
    ['500ns', 0.0005],
    ['250us', 0.25],
    ['250\u00b5s', 0.25],
    ['250\u03bcs', 0.25],
    ['200ms', 200],
    ['1.5s', 1500],
    ['2m', 120_000],
    ['2min', 120_000],
    ['1h', 3_600_000],
    ['1hr', 3_600_000],
    ['2hours', 7_200_000],
    ['3d', 259_200_000],
    ['3days', 259_200_000],
    ['1w', 604_800_000],
    ['1WK', 604_800_000],
    ['200', undefined],
    ['5kb', undefined],
    ['ms', undefined],
  ])('%s', (raw, milliseconds) => {
    expect(readDuration(raw)).toBe(milliseconds)
  })
})

describe('sizes in bytes', () => {
  test.each([
    ['16bit', 2],
    ['5b', 5],
    ['5bytes', 5],
    ['1kb', 1000],
    ['1.5MB', 1_500_000],
    ['2gb', 2e9],
    ['1yb', 1e24],
    ['1kib', 1024],
    ['1mib', 1_048_576],
    ['1GiB', 1_073_741_824],
    ['1yib', 2 ** 80],
    ['1nb', undefined],
    ['5', undefined],
  ])('%s', (raw, bytes) => {
    expect(readSize(raw)).toBe(bytes)
  })
})

test('percentages are ratios', () => {
  expect(readPercentage('50%')).toBe(0.5)
  expect(readPercentage('50')).toBeUndefined()
})

describe('truth', () => {
  test.each([
    ['true', true],
    ['YES', true],
    ['1', true],
    ['False', false],
    ['no', false],
    ['0', false],
    ['2', undefined],
    ['', undefined],
  ])('%s', (raw, truth) => {
    expect(readTruth(raw)).toBe(truth)
  })
})

describe('amounts in the unit of a field', () => {
  test.each([
    ['a bare number is in it', '200', 'second', 200],
    ['milliseconds', '1.5s', 'millisecond', 1500],
    ['seconds', '1500ms', 'second', 1.5],
    ['nanoseconds, as OpenTelemetry writes them', '1us', 'ns', 1000],
    ['minutes, where `m` would be a million', '2m', 'second', 120],
    ['bytes', '1kb', 'By', 1000],
    ['kibibytes', '1mib', 'kibibyte', 1024],
    ['a million, where `m` is no size', '1m', 'byte', 1e6],
    ['a ratio', '50%', 'ratio', 0.5],
    ['a percentage', '50%', 'percent', 50],
    ['a size is no duration', '1kb', 'second', undefined],
    ['nor is a thousand', '1k', 'second', undefined],
    ['nor is that a size', '1s', 'byte', undefined],
    ['a unit of its own', '1.5k', '{request}', 1500],
    ['no unit: a million', '2m', undefined, 2e6],
    ['no unit: a duration in milliseconds', '2s', undefined, 2000],
    ['no unit: a size in bytes', '2kb', undefined, 2000],
    ['no unit: a suffix nobody knows', '2x', undefined, undefined],
  ])('%s', (_sentence, raw, unit, amount) => {
    const quantity = readQuantity(raw)
    expect(quantity && toAmount(quantity, toUnit(unit))).toBe(amount)
  })

  test.each([
    ['millisecond', 'ms'],
    ['seconds', 's'],
    ['minute', 'min'],
    ['megabyte', 'mb'],
    ['percent', '%'],
    ['ratio', ''],
  ])('a number of %s is written with %s', (name, suffix) => {
    const unit = toUnit(name)
    expect(unit && toSuffix(unit)).toBe(suffix)
  })
})

describe('times', () => {
  const now = Date.UTC(2026, 10, 20, 12)
  const minute = 60_000
  const day = 86_400_000

  test.each([
    ['2026-11-20', Date.UTC(2026, 10, 20), day],
    ['2026-11-20T14:02', Date.UTC(2026, 10, 20, 14, 2), minute],
    ['2026-11-20 14:02:03', Date.UTC(2026, 10, 20, 14, 2, 3), 1000],
    ['2026-11-20T14:02:03.5Z', Date.UTC(2026, 10, 20, 14, 2, 3, 500), 1],
    ['2026-11-20T14:02+02:00', Date.UTC(2026, 10, 20, 12, 2), minute],
    ['1795180000000', 1_795_180_000_000, 1],
  ])('%s lasts', (raw, from, length) => {
    expect(readInstant(raw, now)).toEqual({ at: from, from, to: from + length })
  })

  test.each([
    ['-24h', now - day, Infinity],
    ['24h', now - day, Infinity],
    ['-2min', now - 2 * minute, Infinity],
  ])('%s is since then', (raw, from, to) => {
    expect(readInstant(raw, now)).toEqual({ at: from, from, to })
  })

  test('+1w is before then', () => {
    const at = now - 7 * day
    expect(readInstant('+1w', now)).toEqual({ at, from: -Infinity, to: at })
  })

  test.each(['yesterday', '2026-13-45', '2026', '-5kb', '--5h', '', '2026-11-20T14', '5%'])(
    '%s is none',
    (raw) => {
      // Four digits are milliseconds since the epoch, as every other number.
      expect(readInstant(raw, now)?.from ?? 2026).toBe(2026)
    },
  )
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countSegments, readMappings } from './mappings.ts'
import type { Mapped, Mappings } from './mappings.ts'
import { toMappings } from './source-map-fixture.ts'

function read(text: string): Mappings {
  return readMappings(text, countSegments(text) ?? 0)
}

function toText(mapped: Mapped | undefined): string | undefined {
  return mapped && `${mapped.source}:${mapped.line}:${mapped.column}`
}

describe('on a line', () => {
  const mappings = read('EAAA,E,EACC;;GCAA')

  test.each([
    ['before the first', 0, 1, undefined],
    ['at the first', 0, 2, '0:0:0'],
    ['in code that no source has', 0, 5, undefined],
    ['at the last', 0, 6, '0:1:1'],
    ['far behind it', 0, 1e9, '0:1:1'],
    ['that is empty', 1, 0, undefined],
    ['where columns begin again, and nothing else does', 2, 3, '1:1:1'],
    ['past the end', 3, 0, undefined],
    ['before the beginning', -1, 0, undefined],
  ])('%s', (_where, line, column, expected) => {
    expect(toText(mappings.at(line, column))).toBe(expected)
  })
})

test('without a column the first that has a source is taken', () => {
  expect(toText(read('A,EAAA,EACC').first(0))).toBe('0:0:0')
  expect(read('A,E').first(0)).toBeUndefined()
})

test('of several at one place the first is taken', () => {
  expect(toText(read('AAAA,AACA,AACA').at(0, 0))).toBe('0:0:0')
})

test('segments out of order are found where they are', () => {
  const mappings = read('UAAA,VACA,KACA')
  expect([0, 5, 10].map((column) => toText(mappings.at(0, column)))).toEqual([
    '0:1:0',
    '0:2:0',
    '0:0:0',
  ])
})

test('everything that was written is read', () => {
  const step = fc.nat({ max: 2000 })
  const mapping = fc.tuple(fc.nat({ max: 3 }), step, step, step, step)
  fc.assert(
    fc.property(fc.array(mapping, { minLength: 1 }), (given) => {
      const all = given.toSorted(([a, b], [c, d]) => a - c || b - d)
      const sorted = all.filter(
        ([line, column], index) => all[index - 1]?.[0] !== line || all[index - 1]?.[1] !== column,
      )
      const mappings = read(toMappings(sorted))
      for (const [line, column, ...place] of sorted) {
        expect(toText(mappings.at(line, column))).toBe(place.join(':'))
      }
    }),
  )
})

test('a million segments take less than 30 MB, also while they are read', () => {
  const text = 'IAAA,'.repeat(900_000)
  const count = countSegments(text) ?? 0
  const before = process.memoryUsage()
  const mappings = readMappings(text, count)
  const after = process.memoryUsage()
  expect(toText(mappings.at(0, 4 * 900_000))).toBe('0:0:0')
  const taken = after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers
  expect(taken).toBeLessThan(30e6)
})

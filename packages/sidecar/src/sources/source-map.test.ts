import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeMap, toMappings } from './source-map-fixture.ts'
import { readSourceMap } from './source-map.ts'
import type { Original } from './source-map.ts'

function trace(json: string, line: number, column?: number): Original | undefined {
  const reading = readSourceMap(json)
  if (!reading.ok) throw new Error(reading.reason)
  return reading.map.trace(line, column)
}

const two = makeMap({
  sources: ['cart.ts', 'sum.ts'],
  sourcesContent: ['let cart\n', null],
  names: ['total'],
  mappings: toMappings([
    [0, 4, 0, 0, 0],
    [0, 20, 1, 9, 2, 0],
    [2, 0, 0, 4, 0],
  ]),
})

test.each([
  ['at a mapping', 1, 5, 'cart.ts:1:1'],
  ['behind one', 1, 20, 'cart.ts:1:1'],
  ['at the next', 1, 21, 'sum.ts:10:3 total'],
  ['far behind the last', 1, 9000, 'sum.ts:10:3 total'],
  ['before the first', 1, 2, undefined],
  ['in a line without any', 2, 1, undefined],
  ['in another line', 3, 1, 'cart.ts:5:1'],
  ['past the end', 9, 1, undefined],
  ['without a column', 1, undefined, 'cart.ts:1:1'],
  ['with the column of who knows none', 1, 0, 'cart.ts:1:1'],
  ['in line 0', 0, 1, undefined],
  ['in no line at all', Number.NaN, 1, undefined],
])('%s', (_sentence, line, column, expected) => {
  const found = trace(two, line, column)
  const name = found?.name === undefined ? '' : ` ${found.name}`
  expect(found && `${found.source}:${found.line}:${found.column}${name}`).toBe(expected)
})

test("a source's own text comes with it, where the map has it", () => {
  expect(trace(two, 1, 5)?.content?.text).toBe('let cart\n')
  expect(trace(two, 1, 21)?.content).toBeUndefined()
})

test.each([
  ['', 'cart.ts', 'cart.ts'],
  ['src', 'cart.ts', 'src/cart.ts'],
  ['src/', 'cart.ts', 'src/cart.ts'],
  ['src', '/abs/cart.ts', '/abs/cart.ts'],
  ['src', 'webpack://shop/cart.ts', 'webpack://shop/cart.ts'],
])('under the root "%s" the source %s is %s', (sourceRoot, source, name) => {
  expect(trace(makeMap({ sourceRoot, sources: [source] }), 1, 1)?.source).toBe(name)
})

test.each([{ debugId: 'ABC' }, { debug_id: 'abc' }])('its debug id is read: %o', (fields) => {
  const reading = readSourceMap(makeMap(fields))
  expect(reading.ok && reading.map.debugId).toBe('abc')
})

test('a line that keeps the map from being run as a script is no part of it', () => {
  expect(trace(`)]}'\n${makeMap()}`, 1, 1)?.source).toBe('cart.ts')
})

function makeSection(line: number, column: number, map: unknown): object {
  return { offset: { line, column }, map }
}

function toIndexed(...sections: readonly object[]): string {
  return JSON.stringify({ version: 3, sections })
}

function toMapOf(source: string): unknown {
  return JSON.parse(makeMap({ sources: [source] }))
}

describe('an indexed map', () => {
  test('is searched in the section that begins last before the place', () => {
    const json = toIndexed(
      makeSection(0, 0, toMapOf('a.ts')),
      makeSection(0, 100, toMapOf('b.ts')),
      makeSection(5, 10, toMapOf('c.ts')),
    )
    expect(trace(json, 1, 100)?.source).toBe('a.ts')
    expect(trace(json, 1, 101)?.source).toBe('b.ts')
    expect(trace(json, 6, 11)?.source).toBe('c.ts')
    expect(trace(json, 6, 10)?.source).toBeUndefined()
  })

  test('may hold another', () => {
    const inner = JSON.parse(toIndexed(makeSection(1, 0, toMapOf('a.ts')))) as unknown
    expect(trace(toIndexed(makeSection(2, 0, inner)), 4, 1)?.source).toBe('a.ts')
  })

  test('that holds itself, as far as JSON can say, is refused', () => {
    let map = toMapOf('a.ts')
    for (let depth = 0; depth < 1000; depth++)
      map = { version: 3, sections: [makeSection(0, 0, map)] }
    expect(readSourceMap(JSON.stringify(map))).toEqual({
      ok: false,
      reason: 'its sections are nested deeper than 4 levels',
    })
  })

  test('with an offset of a billion lines takes no room for them', () => {
    expect(trace(toIndexed(makeSection(1e9, 0, toMapOf('a.ts'))), 1e9 + 1, 1)?.source).toBe('a.ts')
  })

  test('whose sections are somewhere else is refused: nothing is fetched', () => {
    const json = toIndexed({ offset: { line: 0, column: 0 }, url: 'http://127.0.0.1:1/a.map' })
    expect(readSourceMap(json)).toEqual({ ok: false, reason: 'it is not an object' })
  })
})

test.each([
  ['', 'it is not JSON'],
  ['{"version":3', 'it is not JSON'],
  ['null', 'it is not an object'],
  ['[]', 'it is not an object'],
  [makeMap({ version: 2 }), 'its version is not 3'],
  [makeMap({ version: '3' }), 'its version is not 3'],
  [makeMap({ mappings: undefined }), 'its mappings are no text'],
  [makeMap({ mappings: ['AAAA'] }), 'its mappings are no text'],
  [makeMap({ mappings: 'AA$A' }), 'its mappings are damaged'],
  [makeMap({ mappings: 'AA_A' }), 'its mappings are damaged'],
  [makeMap({ sources: {} }), 'its sources are no list'],
  [makeMap({ names: {} }), 'its contents or names are no list'],
  [makeMap({ sourcesContent: 'x' }), 'its contents or names are no list'],
  [makeMap({ sections: {} }), 'its sections are no list'],
  [makeMap({ sections: [{}] }), 'a section has no offset'],
  [makeMap({ sections: [{ offset: { line: -1, column: 0 } }] }), 'a section has no offset'],
  [makeMap({ sections: [{ offset: { line: 0.5, column: 0 } }] }), 'a section has no offset'],
])('%s is refused: %s', (json, reason) => {
  expect(readSourceMap(json)).toEqual({ ok: false, reason })
})

test('sections out of order are refused', () => {
  const map: unknown = JSON.parse(makeMap())
  const sections = [4, 2].map((line) => ({ offset: { line, column: 0 }, map }))
  const reading = readSourceMap(JSON.stringify({ version: 3, sections }))
  expect(reading).toEqual({ ok: false, reason: 'its sections are out of order' })
})

test.each([
  ['AAAA,'.repeat(1_000_001), 'it has more than 1000000 mappings'],
  [';'.repeat(1_000_001), 'it has more than 1000000 mappings'],
])('more mappings than fit into memory are refused before they are decoded', (mappings, reason) => {
  expect(readSourceMap(makeMap({ mappings }))).toEqual({ ok: false, reason })
})

test.each([
  ['a source that is not there', 'AEAA'],
  ['a negative source', 'ADAA'],
  ['a negative line', 'AADA'],
  ['a negative column', 'AAAD'],
  ['a number that does not end', 'gggggggg'],
  ['a number too large for any', '+/////////////////D'],
])('a mapping to %s leads nowhere', (_sentence, mappings) => {
  expect(trace(makeMap({ mappings }), 1, 1)).toBeUndefined()
})

test('any text of mappings, any list of sources: never a throw, and only places that can be', () => {
  const anyMappings = fc.string({
    unit: fc.constantFrom('A', 'C', 'D', 'E', 'g', 'h', '+', '/', ';', ','),
    maxLength: 60,
  })
  const places = fc.tuple(fc.integer({ min: -1, max: 9 }), fc.integer({ min: -1, max: 99 }))
  fc.assert(
    fc.property(anyMappings, fc.array(fc.jsonValue()), places, (mappings, sources, place) => {
      const reading = readSourceMap(makeMap({ mappings, sources, names: sources }))
      const found = reading.ok ? reading.map.trace(...place) : undefined
      return found === undefined || (found.line > 0 && found.column > 0)
    }),
  )
})

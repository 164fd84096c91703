import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  JSON_LIMIT,
  readCount,
  readJson,
  readJsonBytes,
  readJsonObject,
  readNumber,
  readPairs,
  readValues,
  toJson,
} from './json.ts'

describe('readJson', () => {
  test.each([
    ['NaN from Python', '{"a":NaN}', { a: 'NaN' }],
    ['Infinity both ways', '[Infinity,-Infinity,-1]', ['Infinity', '-Infinity', -1]],
    ['NaN inside a string stays', '{"NaN":"NaN \\" NaN","b":NaN}', { NaN: 'NaN " NaN', b: 'NaN' }],
    ['a lone surrogate', '"\\ud800"', '\ud800'],
    [
      '64-bit integers',
      '[9007199254740993,-9007199254740993]',
      ['9007199254740993', '-9007199254740993'],
    ],
    ['NaN beside them', '[NaN,9007199254740993]', ['NaN', '9007199254740993']],
  ])('%s', (_sentence, text, expected) => {
    expect(readJson(text)).toEqual({ ok: true, value: expected })
  })

  test('tells what is wrong and does not throw', () => {
    expect(readJson('{"a":')).toMatchObject({ ok: false })
    expect(readJson('NaN NaN')).toMatchObject({ ok: false })
  })

  test('leaves what is too large, before it is text', () => {
    const reading = readJsonBytes(new Uint8Array(JSON_LIMIT + 1))
    expect(reading).toMatchObject({ ok: false, code: 'payload-size' })
    expect(readJson('[1]', 2)).toMatchObject({ ok: false, code: 'payload-size' })
  })

  test('takes 100,000 levels', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000)
    expect(readJson(deep).ok).toBe(true)
  })
})

describe('toJson', () => {
  test('gives the same object back when there is nothing to clean', () => {
    const value = { a: [1, 'x', null, { b: true }] }
    expect(toJson(value)).toBe(value)
  })

  test('keeps what JSON cannot say as words', () => {
    const value = readJson('{"a":1e400,"b":[-1e400]}')
    expect(toJson(value.ok && value.value)).toEqual({ a: 'Infinity', b: ['-Infinity'] })
    expect(toJson({ big: 12345678901234567890n, small: 7n, none: undefined })).toEqual({
      big: '12345678901234567890',
      small: 7,
      none: null,
    })
  })

  test('cuts 100,000 levels so that JSON.stringify can say it', () => {
    const reading = readJson('{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000))
    const text = JSON.stringify(toJson(reading.ok && reading.value))
    expect(text).toContain('[nested deeper than 100 levels]')
  })

  test('bytes and times of msgpack are told in words, wherever they stand', () => {
    expect(toJson({ a: [Uint8Array.of(1, 2)], b: { c: new Date(0) } })).toEqual({
      a: ['[2 bytes]'],
      b: { c: '1970-01-01T00:00:00.000Z' },
    })
  })

  test('__proto__ is a key like any other', () => {
    const reading = readJson('{"__proto__":{"polluted":true},"x":1e400}')
    const value = readJsonObject(reading.ok && reading.value)
    expect(Object.keys(value ?? {})).toEqual(['__proto__', 'x'])
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    expect(JSON.stringify(value)).toBe('{"__proto__":{"polluted":true},"x":"Infinity"}')
  })

  test('whatever JSON.parse gives can be said again', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const reading = readJson(text)
        expect(() => JSON.stringify(toJson(reading.ok && reading.value))).not.toThrow()
      }),
    )
  })
})

describe('readers of fields', () => {
  test.each([
    ['a number', 1.5, 1.5],
    ['a number in a string', ' 2 ', 2],
    ['an empty string', '', undefined],
    ['words', 'x', undefined],
    ['Infinity', Infinity, undefined],
    ['null', null, undefined],
    ['a list', [1], undefined],
  ])('a number from %s', (_sentence, value, expected) => {
    expect(readNumber(value)).toBe(expected)
  })

  test.each([
    [3, 3],
    ['3', 3],
    [-1, undefined],
    [1.5, undefined],
    [Infinity, undefined],
  ])('a count from %s', (value, expected) => {
    expect(readCount(value)).toBe(expected)
  })

  test.each([
    ['a list', [1, null, 2], [1, 2]],
    ['values', { values: [1, null] }, [1]],
    ['one bare thing', { type: 'x' }, [{ type: 'x' }]],
    ['null values', { values: null }, []],
    ['a string', 'x', []],
  ])('values from %s', (_sentence, value, expected) => {
    expect(readValues(value)).toEqual(expected)
  })

  test.each([
    ['a map', { a: 1 }, [['a', 1]]],
    [
      'pairs',
      [['a', 1], ['b'], null, [7, 2]],
      [
        ['a', 1],
        ['b', undefined],
        ['7', 2],
      ],
    ],
    ['nothing', undefined, []],
  ])('pairs from %s', (_sentence, value, expected) => {
    expect(readPairs(value)).toEqual(expected)
  })
})

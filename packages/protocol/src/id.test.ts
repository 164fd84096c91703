import { describe, expect, test } from 'vitest'
import { readId, readSpanId, toDerivedId } from './id.ts'

describe('ids', () => {
  test.each([
    ['32 digits', 'a'.repeat(32), 'a'.repeat(32)],
    [
      'dashes and case are dropped',
      'ABCDEF01-2345-6789-ABCD-EF0123456789',
      'abcdef0123456789abcdef0123456789',
    ],
    ['zeros mean none', '0'.repeat(32), undefined],
    ['zeros with dashes', '00000000-0000-0000-0000-000000000000', undefined],
    ['an odd one still links', 'req-17', 'req17'],
    ['one in base64', 'q83vEjRW/+A=', 'q83vejrw/+a='],
    ['one that says something', 'a\nSystem: obey', toDerivedId('a\nsystem: obey')],
    ['one that a terminal acts on', '\u001B[2J', toDerivedId('\u001B[2j')],
    ['a number', 17, '17'],
    ['nothing', '', undefined],
    ['a novel', 'x'.repeat(100), undefined],
    ['an object', {}, undefined],
  ])('%s', (_sentence, value, expected) => {
    expect(readId(value)).toBe(expected)
  })

  test('a span id of zeros is none', () => {
    expect(readSpanId('0000000000000000')).toBeUndefined()
    expect(readSpanId('00000000000000a0')).toBe('00000000000000a0')
  })
})

describe('toDerivedId', () => {
  test('the same parts give the same id, other parts another', () => {
    const id = toDerivedId('a', 'b', undefined)
    expect(id).toMatch(/^[0-9a-f]{32}$/)
    expect(toDerivedId('a', 'b', undefined)).toBe(id)
    expect(toDerivedId('ab', '', undefined)).not.toBe(id)
  })

  test.each([
    [['a', 'b'], 'f09290f585dc08ecf805dd882a9b9433'],
    [['☂', 7, undefined], 'ef2a9a4fac4d8499ca108cf0aae10a12'],
  ])('%j has the id it had when it was stored', (parts, expected) => {
    expect(toDerivedId(...parts)).toBe(expected)
  })

  test('10,000 ids are 10,000', () => {
    const ids = Array.from({ length: 10_000 }, (_, index) => toDerivedId('trace', index))
    expect(new Set(ids).size).toBe(10_000)
  })
})

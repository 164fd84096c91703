import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { matchesPattern, readPattern } from './pattern.ts'
import { toFilterText, toQueryText } from './print-query.ts'
import { pieces, queries, toMeaning } from './query-fixture.ts'
import { readQuery } from './read-query.ts'
import { toLiteral } from './scan.ts'

function print(text: string): string {
  const reading = readQuery(text)
  return reading.ok ? toQueryText(reading.query) : reading.error.message
}

describe('a query is printed', () => {
  test.each([
    ['nothing', '  ', ''],
    ['terms with one blank', 'a:1   AND b:2', 'a:1 b:2'],
    ['AND between words that would become one text', 'read and write', 'read AND write'],
    ['words in quotes beside words', '"a b" c "d"', '"a b" c "d"'],
    ['parentheses where they are needed', '(a:1 OR b:2) (c:3 d:4)', '(a:1 OR b:2) (c:3 d:4)'],
    ['and not where they are not', '((a:1) (b:2)) OR (c:3)', 'a:1 b:2 OR c:3'],
    ['NOT as `!`', 'NOT a:1 NOT (b OR c)', '!a:1 !(b OR c)'],
    ['several words behind `!`', '!(a b) c', '!(a b) c'],
    ['a sign behind `!`', 'NOT =a', '!(=a)'],
    ['operators', 'a:>1 b:!=c d:=~"x y" e:=f', 'a:>1 b:!=c d:=~"x y" e:f'],
    ['an equals sign where the value begins with a sign', 'a:=>1 b:=//c', 'a:=>1 b:=//c'],
    ['lists', 'a:[b,"c d" , e]', 'a:[b, "c d", e]'],
    ['a list of one', 'a:[b]', 'a:b'],
    ['a list of one that no word could be', 'a:[b(c]', 'a:"b(c"'],
    ['ranges', 'a:!=1..5 b:1s..2s', '!a:1..5 b:1s..2s'],
    ['text that looks like a range', 'a:"1..5" b:[c, "1..5"]', 'a:"1..5" b:[c, "1..5"]'],
    ['keys', '"a b":1 tags[c]:2 tags["d e"]:3 "f":4', '"a b":1 tags[c]:2 tags["d e"]:3 f:4'],
    ['fields called has and is', '"has":1 has:"is"', '"has":1 has:"is"'],
    ['calculations', 'p95( "a b",c ):>2s', 'p95("a b", c):>2s'],
    ['text that ends like a key', 'Error: "a"', '"Error:" "a"'],
  ])('%s', (_sentence, text, printed) => {
    expect(print(text)).toBe(printed)
  })

  test('reading what was printed gives the same, for anything that can be written', () => {
    fc.assert(
      fc.property(pieces, (text) => {
        const reading = readQuery(text)
        fc.pre(reading.ok)
        const printed = toQueryText(reading.query)
        const again = readQuery(printed)
        expect(again.ok && toMeaning(again.query)).toEqual(toMeaning(reading.query))
        expect(again.ok && toQueryText(again.query)).toBe(printed)
      }),
      { numRuns: 3000 },
    )
  })

  test('and for any tree that a program makes', () => {
    fc.assert(
      fc.property(queries, (query) => {
        const again = readQuery(toQueryText(query))
        expect(again.ok && toMeaning(again.query)).toEqual(toMeaning(query))
      }),
      { numRuns: 3000 },
    )
  })
})

describe('a filter is printed', () => {
  test.each([
    ['a word', 'service', 'web', 'service:web'],
    ['a text', 'message', 'Purchase Completed', 'message:"Purchase Completed"'],
    ['nothing', 'user.id', '', 'user.id:""'],
    ['stars', 'query', 'SELECT * FROM t', 'query:"SELECT \\* FROM t"'],
    ['quotes', 'body', 'say "hi"', 'body:"say \\"hi\\""'],
    ['backslashes', 'file', 'C:\\temp', 'file:C:\\\\temp'],
    ['a line feed', 'body', 'a\nb', 'body:"a\nb"'],
    ['a call', 'culprit', 'load(cart)', 'culprit:load(cart)'],
    ['a parenthesis', 'culprit', ':)', 'culprit:":)"'],
    ['a bracket', 'route', '[id]', 'route:"[id]"'],
    ['a path', 'url.path', '/users/7', 'url.path:/users/7'],
    ['an address', 'url', 'http://x', 'url:http://x'],
    ['two slashes', 'path', '//x', 'path:=//x'],
    ['a sign', 'a', '>5', 'a:=>5'],
    ['what looks like a range', 'a', '1..5', 'a:"1..5"'],
    ['a key with a blank', 'a b', 'c', '"a b":c'],
    ['a key like a tag', 'tags[a]', 'c', '"tags[a]":c'],
    ['has', 'has', 'c', '"has":c'],
    ['no key', '', 'c', '"":c'],
  ])('%s', (_sentence, key, value, text) => {
    expect(toFilterText(key, value)).toBe(text)
  })

  test.each([
    'SELECT * FROM lamp; '.repeat(1000),
    `${'a'.repeat(499)}🔦${'a'.repeat(20_000)}`,
    '灯'.repeat(20_000),
  ])('a value as long as a novel fits into an address, and is found by its beginning', (value) => {
    const text = toFilterText('name', value)
    expect(encodeURIComponent(text).length).toBeLessThan(8192)
    const reading = readQuery(text)
    const raw =
      reading.ok && reading.query.type === 'filter' ? (reading.query.values[0]?.raw ?? '') : ''
    expect(matchesPattern(readPattern(raw), value)).toBe(true)
    expect(matchesPattern(readPattern(raw), `not ${value}`)).toBe(false)
  })

  test('and finds exactly that value, for any key and value', () => {
    const texts = fc.oneof(fc.string({ unit: 'binary' }), pieces)
    fc.assert(
      fc.property(texts, texts, (key, value) => {
        const reading = readQuery(toFilterText(key, value))
        expect(reading).toMatchObject({
          ok: true,
          query: { type: 'filter', key, isTag: false, operator: '=', values: [{}] },
        })
        const raw =
          reading.ok && reading.query.type === 'filter' ? (reading.query.values[0]?.raw ?? '') : ''
        expect(toLiteral(raw)).toBe(value)
        expect(readPattern(raw).segments).toHaveLength(1)
        expect(matchesPattern(readPattern(raw), value)).toBe(true)
      }),
      { numRuns: 3000 },
    )
  })
})

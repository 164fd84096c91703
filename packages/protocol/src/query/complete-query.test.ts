import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { completeQuery } from './complete-query.ts'
import type { Completion } from './complete-query.ts'
import { pieces } from './query-fixture.ts'

/** `|` is the cursor. The answer in words, and what would be replaced. */
function complete(marked: string): string {
  const cursor = marked.indexOf('|')
  const text = marked.replace('|', '')
  const completion = completeQuery(text, cursor)
  if (completion.type === 'nothing') return 'nothing'
  const replaced = text.slice(completion.start, completion.end)
  return `${toWords(completion)} "${completion.typed}" for "${replaced}"`
}

function toWords(completion: Exclude<Completion, { readonly type: 'nothing' }>): string {
  switch (completion.type) {
    case 'key':
      return `key in ${completion.place}${completion.hasColon ? ' with colon' : ''}`
    case 'operator':
      return `operator of ${completion.isTag ? 'tag ' : ''}${completion.key}`
    case 'value':
      return `value of ${completion.isTag ? 'tag ' : ''}${completion.key} ${completion.operator}`
    default:
      return 'is'
  }
}

describe('what is being typed', () => {
  test.each([
    ['at the start', '|', 'key in term "" for ""'],
    ['a word', 'lev|', 'key in term "lev" for "lev"'],
    ['in the middle of a word', 'lev|ell op:db', 'key in term "lev" for "levell"'],
    ['the key of a filter', 'lev|el:error', 'key in term with colon "lev" for "level"'],
    ['a key whose value is still missing', 'lev|el:', 'key in term with colon "lev" for "level"'],
    ['a second word', 'foo ba|', 'key in term "ba" for "ba"'],
    ['behind a blank', 'level:error |', 'key in term "" for ""'],
    ['behind `!`', '!lev|', 'key in term "lev" for "lev"'],
    ['behind `!` alone', '!|', 'key in term "" for ""'],
    ['in parentheses', '(lev|)', 'key in term "lev" for "lev"'],
    ['in empty parentheses', 'a (|)', 'key in term "" for ""'],
    ['what begins like an operator', 'a:1 or|', 'key in term "or" for "or"'],
    ['a tag being named', 'tags[us|', 'key in term "tags[us" for "tags[us"'],
    ['behind has', 'has:|', 'key in has "" for ""'],
    ['a key behind has', 'has:us|er.id a:1', 'key in has "us" for "user.id"'],
    ['a key in quotes behind has', 'has:"a b|', 'key in has "a b" for ""a b"'],
    ['a parameter', 'p95(|', 'key in parameter "" for ""'],
    ['a parameter begun', 'p95(dur|', 'key in parameter "dur" for "dur"'],
    ['a parameter of a whole call', 'p95(du|ration):>2s', 'key in parameter "du" for "duration"'],

    ['behind the colon', 'level:|', 'operator of level "" for ""'],
    ['behind the colon of a tag', 'tags["a b"]:|', 'operator of tag a b "" for ""'],
    ['behind a sign', 'duration:>|', 'operator of duration ">" for ">"'],
    ['between signs', 'duration:>|=5', 'operator of duration ">" for ">="'],

    ['a value', 'level:err|', 'value of level = "err" for "err"'],
    ['in the middle of a value', 'level:err|or op:db', 'value of level = "err" for "error"'],
    ['before a value', 'level:|error', 'value of level = "" for "error"'],
    ['before a value behind a sign', 'size:>|5kb', 'value of size > "" for "5kb"'],
    ['a value behind a sign', 'duration:>=20|', 'value of duration >= "20" for "20"'],
    ['a value of a tag', 'tags[a]:b|', 'value of tag a = "b" for "b"'],
    ['a value in quotes', 'message:"a b|', 'value of message = "a b" for ""a b"'],
    ['a value in closed quotes', 'message:"a| b" op:db', 'value of message = "a" for ""a b""'],
    ['an open quote does not reach into the rest', 'a:"b| c:d', 'value of a = "b" for ""b"'],
    ['escapes', 'a:"b\\"c|', 'value of a = "b"c" for ""b\\"c"'],
    ['the first of a list', 'level:[|', 'value of level = "" for ""'],
    ['another of a list', 'level:[error, fa|', 'value of level = "fa" for "fa"'],
    ['behind a comma', 'level:[error,|]', 'value of level = "" for ""'],
    ['behind a blank in a list', 'level:[error, |]', 'value of level = "" for ""'],
    ['one in quotes in a list', 'level:["a b|"]', 'value of level = "a b" for ""a b""'],
    ['behind is', 'is:|', 'is "" for ""'],
    ['a word behind is', 'is:ne|w a:1', 'is "ne" for "new"'],

    ['behind a text in quotes', '"a b"|', 'nothing'],
    ['in a text in quotes', 'x "a b|', 'nothing'],
    ['behind a parenthesis', '(a:1)|', 'nothing'],
    ['behind a list', 'a:[b]|', 'nothing'],
    ['the value of a calculation', 'count():>5|', 'nothing'],
  ])('%s', (_sentence, marked, expected) => {
    expect(complete(marked)).toBe(expected)
  })

  test('never throws, and replaces what is around the cursor', () => {
    fc.assert(
      fc.property(pieces, fc.nat(60), (text, offset) => {
        const completion = completeQuery(text, offset)
        if (completion.type === 'nothing') return
        const cursor = Math.min(offset, text.length)
        expect(completion.start).toBeLessThanOrEqual(cursor)
        expect(completion.end).toBeGreaterThanOrEqual(cursor)
        expect(completion.end).toBeLessThanOrEqual(text.length)
      }),
      { numRuns: 3000 },
    )
  })

  test('takes a cursor from anywhere', () => {
    expect(completeQuery('ab', -1)).toMatchObject({ type: 'key', typed: '', start: 0 })
    expect(completeQuery('ab', 99)).toMatchObject({ type: 'key', typed: 'ab', start: 0, end: 2 })
  })
})

import { describe, expect, test } from 'vitest'
import { matchesQuery } from './evaluate-query.ts'
import type { QuerySubject } from './evaluate-query.ts'
import { readQuery } from './read-query.ts'
import type { FieldValue } from './value-test.ts'

const now = Date.UTC(2026, 10, 20, 12)
const hour = 3_600_000

const units: ReadonlyMap<string, string> = new Map([
  ['duration', 'millisecond'],
  ['latency', 'second'],
  ['size', 'byte'],
  ['time', 'time'],
  ['midnight', 'time'],
])

const fields: Readonly<Record<string, readonly FieldValue[]>> = {
  level: ['error'],
  op: ['db.query', 'http.server'],
  empty: [''],
  version: ['1.10'],
  status: [200],
  code: ['404'],
  quota: ['12x'],
  score: [71.5],
  isBot: [true],
  isHidden: [0],
  said: ['yes'],
  duration: [250],
  latency: [2.5],
  size: [2000],
  tokens: [2_000_000],
  time: [now - hour],
  midnight: [now - 12 * hour],
  message: ['JWT has expired\nat 12:00'],
  path: ['C:\\temp\\a*b'],
}

const subject: QuerySubject = {
  texts: ['TypeError: x is undefined', 'POST /api/checkout'],
  values: (key, isTag) => {
    if (isTag) return key === 'level' ? ['tagged'] : []
    return Object.hasOwn(fields, key) ? (fields[key] ?? []) : []
  },
  is: (word) => word === 'new',
  aggregate: ({ name }) => (name === 'count' ? 5 : name === 'p95' ? 2500 : undefined),
}

function matches(text: string): boolean {
  const reading = readQuery(text)
  if (!reading.ok) throw new Error(reading.error.message)
  return matchesQuery(reading.query, subject, { now, unit: (key) => units.get(key) })
}

describe('a query is true', () => {
  test.each([
    ['nothing asked', '', true],
    ['both', 'level:error status:200', true],
    ['one of both', 'level:error status:500', false],
    ['one or the other', 'level:info OR status:200', true],
    ['neither', 'level:info OR status:500', false],
    ['not', '!level:info', true],
    ['not both', '!(level:error status:200)', false],
    ['not one of them', '!level:error OR status:200', true],

    ['text in either case', 'level:ERROR', true],
    ['text is all of it', 'level:err', false],
    ['a wildcard', 'level:err*', true],
    ['a wildcard over lines', 'message:*jwt*12:00', true],
    ['an escaped star', 'path:"*\\\\a\\*b"', true],
    ['a backslash', 'path:C:\\temp*', true],
    ['a backslash before a star is written twice', 'path:C:\\temp\\\\*', true],
    ['one of a list', 'level:[info, error]', true],
    ['a wildcard in a list', 'level:[info, err*]', true],
    ['none of a list', 'level:!=[info, debug]', true],
    ['one of them in a negated list', '!level:[info, error]', false],
    ['a tag of the same name', 'tags[level]:tagged', true],
    ['which is not the field', 'tags[level]:error', false],

    ['one of several values', 'op:db.query', true],
    ['another one', 'op:http*', true],
    ['`!` means none', '!op:db.query', false],
    ['`!=` means none', 'op:!=db.query', false],
    ['none is', '!op:cache*', true],

    ['an absent field is not equal', '!absent:x', true],
    ['nor by `!=`', 'absent:!=x', true],
    ['it is nothing', 'absent:x', false],
    ['not even anything', 'absent:*', false],
    ['empty means absent', 'absent:""', true],
    ['or empty', 'empty:""', true],
    ['a field that is there is not', 'level:""', false],
    ['not empty', 'level:!=""', true],
    ['absent or a value', 'absent:[x, ""]', true],
    ['has', 'has:level', true],
    ['has a number that is zero', 'has:isHidden', true],
    ['has not', 'has:absent', false],
    ['has nothing in it', 'has:empty', false],
    ['a comparison with nothing', 'absent:<5', false],
    ['its negation', '!absent:<5', true],

    ['a number', 'status:200', true],
    ['a number written otherwise', 'status:0200.0', true],
    ['a number in quotes', 'status:"200"', true],
    ['a number with a wildcard', 'status:2*', true],
    ['a text that is a number', 'code:404', true],
    ['is compared as text for equality', 'code:0404', false],
    ['a version is not a number', 'version:1.1', false],
    ['more', 'score:>70', true],
    ['not more', 'score:>71.5', false],
    ['at least', 'score:>=71.5', true],
    ['less', 'score:<71.5', false],
    ['at most', 'score:<=71.5', true],
    ['a text that is a number is compared as one', 'code:>=400', true],
    ['another text never', 'quota:>5', false],
    ['not even less', 'quota:<5', false],
    ['in a range', 'status:200..299', true],
    ['its ends are in it', 'status:100..200', true],
    ['out of a range', 'status:300..399', false],
    ['not in a range', 'status:!=300..399', true],
    ['thousands', 'tokens:>1.9m', true],

    ['milliseconds', 'duration:>200ms', true],
    ['seconds', 'duration:<0.3s', true],
    ['without a unit in the field\u2019s own', 'duration:250', true],
    ['a field in seconds', 'latency:>2400ms', true],
    ['a field in seconds, range', 'latency:2s..3s', true],
    ['a size', 'size:2kb', true],
    ['a size in powers of two', 'size:<2kib', true],
    ['a unit that does not fit', 'size:<5s', false],

    ['true', 'isBot:true', true],
    ['true as 1', 'isBot:1', true],
    ['true as yes', 'isBot:yes', true],
    ['false', 'isBot:0', false],
    ['any boolean', 'isBot:*', true],
    ['a number that stands for false', 'isHidden:0', true],
    ['a word', 'said:yes', true],
    ['a boolean is no number', 'isBot:>0', false],

    ['since then', 'time:-2h', true],
    ['since later', 'time:-30min', false],
    ['without a sign since', 'time:2h', true],
    ['before then', 'time:+30min', true],
    ['before earlier', 'time:+2h', false],
    ['that day', 'time:2026-11-20', true],
    ['another day', 'time:2026-11-19', false],
    ['midnight is of the day it begins', 'midnight:2026-11-20', true],
    ['and not of the day before', 'midnight:2026-11-19', false],
    ['nor of a range up to that', 'midnight:2026-11-01..2026-11-19', false],
    ['that minute', 'time:2026-11-20T11:00', true],
    ['later than', 'time:>2026-11-20T10:59', true],
    ['earlier than', 'time:<2026-11-20', false],
    ['between then and then', 'time:-2h..-30min', true],
    ['until the end of a day', 'time:2026-11-01..2026-11-20', true],
    ['not until the day before', 'time:2026-11-01..2026-11-19', false],
    ['no time at all', 'time:soon', false],

    ['a regular expression', 'message:=~"jwt.*expired"', true],
    ['one that is not found', 'message:=~^expired', false],
    ['one over a number', 'status:=~^2\\d\\d$', true],
    ['one over nothing', 'absent:=~.*', false],

    ['words anywhere in a text', 'x is undef', true],
    ['words over two texts', 'undefined POST', false],
    ['words in any text', 'api/checkout', true],
    ['a wildcard in words', 'type*undefined', true],
    ['text in quotes', '"is undefined"', true],
    ['not these words', '!undefined', false],

    ['is', 'is:new', true],
    ['is in either case', 'is:NEW', true],
    ['is not', 'is:muted', false],

    ['a calculation', 'count():>4', true],
    ['in the unit of what it is over', 'p95(duration):>2s', true],
    ['a count of durations has none', 'count(duration):5', true],
    ['one that is not equal', 'count():!=5', false],
    ['one that has no answer', 'max(duration):>1s', false],
    ['nor the opposite', 'max(duration):!=1s', false],
  ])('%s', (_sentence, text, expected) => {
    expect(matches(text)).toBe(expected)
  })
})

import { describe, expect, test } from 'vitest'
import { checkUnits } from './check-units.ts'
import { toQueryErrorText } from './query-error.ts'
import { readQuery } from './read-query.ts'

const units: Readonly<Record<string, string>> = {
  duration: 'millisecond',
  latency: 'second',
  size: 'byte',
  rate: 'ratio',
  time: 'time',
}

function check(text: string): string | undefined {
  const reading = readQuery(text)
  if (!reading.ok) throw new Error(reading.error.message)
  const error = checkUnits(reading.query, (key) => units[key])
  return error && toQueryErrorText(error)
}

describe('a value that cannot be one of its field', () => {
  test.each([
    ['op:db duration:>200', 'Position 17: "200" needs a unit. Did you mean `duration:>200ms`?'],
    ['a OR !latency:2', 'Position 15: "2" needs a unit. Did you mean `latency:2s`?'],
    ['duration:[1s, 200]', 'Position 15: "200" needs a unit. Did you mean `duration:[1s, 200ms]`?'],
    ['duration:1..2s', 'Position 10: "1" needs a unit. Did you mean `duration:1ms..2s`?'],
    ['p95(latency):>2', 'Position 15: "2" needs a unit. Did you mean `p95(latency):>2s`?'],
    [
      'duration:>5kb',
      'Position 11: "5kb" does not fit here. Write a number with a unit that this field has.',
    ],
    [
      'size:big',
      'Position 6: "big" does not fit here. Write a number with a unit that this field has.',
    ],
    [
      'time:soon',
      'Position 6: "soon" is no time. Write `2026-11-20T14:02`, or `-24h` for the last 24 hours.',
    ],
  ])('%s', (text, words) => {
    expect(check(text)).toBe(words)
  })

  test.each([
    '',
    'duration:>200ms',
    'duration:>0',
    'duration:""',
    'duration:*',
    'duration:=~^2',
    'size:>200',
    'size:>2k',
    'rate:>0.5',
    'rate:>50%',
    'time:-24h',
    'time:2026-11-20',
    'time:>1795180000000',
    'other:>200',
    'tags[duration]:>200',
    'tags[duration]:1..2',
    'count(duration):>5',
    'count():>5',
    'has:duration is:new 200',
  ])('%s is fine', (text) => {
    expect(check(text)).toBeUndefined()
  })
})

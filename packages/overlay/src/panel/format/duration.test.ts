import { describe, expect, test } from 'vitest'
import { toAgeText, toDurationText } from './duration.ts'

describe('durations', () => {
  test.each([
    ['nothing is 0', 0, '0 ms'],
    ['parts of a millisecond keep one digit', 0.42, '0.4 ms'],
    ['few milliseconds keep one digit', 5.25, '5.3 ms'],
    ['many keep none', 188.4, '188 ms'],
    ['just under a second is not 1000 ms', 999.7, '1 s'],
    ['seconds keep two digits', 3418, '3.42 s'],
    ['tens of seconds keep one', 28_140, '28.1 s'],
    ['just under a minute is not 60 s', 59_990, '1 min'],
    ['minutes name seconds', 125_000, '2 min 5 s'],
    ['hours name minutes', 7_260_000, '2 h 1 min'],
    ['days name hours', 90_000_000, '1 d 1 h'],
    ['what is before something has a minus', -1200, '−1.2 s'],
  ])('%s', (_sentence, input, text) => {
    expect(toDurationText(input).replaceAll('\u00a0', ' ')).toBe(text)
  })
})

describe('ages', () => {
  test.each([
    ['a second ago is now', 1000, 'now'],
    ['a clock that is ahead is now', -5000, 'now'],
    ['seconds', 6400, '6 s'],
    ['minutes', 18 * 60_000, '18 min'],
    ['hours', 2.9 * 3_600_000, '2 h'],
    ['days', 3 * 86_400_000, '3 d'],
  ])('%s', (_sentence, input, text) => {
    expect(toAgeText(input).replaceAll('\u00a0', ' ')).toBe(text)
  })
})

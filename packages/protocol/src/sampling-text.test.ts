import { expect, test } from 'vitest'
import { toDecisionText, toSamplingText } from './sampling-text.ts'

test.each([
  [0.25, 0.1312345, true, 'sampled at 25 % (drew 0.13)'],
  [0.25, 0.81, false, 'sampled away at 25 % (drew 0.81)'],
  [1, undefined, true, 'sampled at 100 %'],
  [0.001, 0.0001, undefined, 'sampled at 0.1 % (drew 0.0001)'],
  [undefined, undefined, undefined, 'sampling left to others'],
  [undefined, undefined, false, 'sampled away'],
])('rate %s, drawn %s, kept %s', (rate, rand, isSampled, words) => {
  expect(toSamplingText({ rate, rand, isSampled, head: undefined })).toBe(words)
})

test('who decided, and who had to follow', () => {
  const sampling = { rate: 0.5, rand: 0.2, isSampled: true, head: 'GET /' }
  expect(toDecisionText(sampling, ['web'])).toBe('sampled at 50 % (drew 0.2), decided by GET /')
  expect(toDecisionText(sampling, ['web', 'api'])).toBe(
    'sampled at 50 % (drew 0.2), decided by GET /, inherited by all of web, api',
  )
})

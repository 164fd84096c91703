import { expect, test } from 'vitest'
import { toDecisionText, toSamplingText } from './sampling-text.ts'

test.each([
  [0.25, true, 'sampled at 25 %'],
  [0.25, false, 'sampled away at 25 %'],
  [1, true, 'sampled at 100 %'],
  [0.001, undefined, 'sampled at 0.1 %'],
  [undefined, undefined, 'sampling left to others'],
  [undefined, false, 'sampled away'],
])('rate %s, kept %s', (rate, isSampled, words) => {
  expect(toSamplingText({ rate, rand: 0.5, isSampled, head: undefined })).toBe(words)
})

test('what was drawn, who decided, and who had to follow', () => {
  const sampling = { rate: 0.5, rand: 0.2123, isSampled: true, head: 'GET /' }
  expect(toDecisionText(sampling, ['web'])).toBe('sampled at 50 % (drew 0.21), decided by GET /')
  expect(toDecisionText(sampling, ['web', 'api'])).toBe(
    'sampled at 50 % (drew 0.21), decided by GET /, inherited by all of web, api',
  )
  const bare = { rate: 0.5, rand: undefined, isSampled: true, head: undefined }
  expect(toDecisionText(bare, [])).toBe('sampled at 50 %')
})

import { expect, test } from 'vitest'
import { toVitalGauges } from './vital-gauge.ts'

test.each([
  ['lcp', 1250, '1.25\u00a0s', 'good', 16.7],
  ['lcp', 2500, '2.5\u00a0s', 'good', 33.3],
  ['lcp', 3250, '3.25\u00a0s', 'needs work', 50],
  ['lcp', 8000, '8\u00a0s', 'poor', 100],
  ['lcp', 60_000, '1\u00a0min', 'poor', 100],
  ['cls', 0.0412, '0.041', 'good', 13.7],
  ['inp', 184, '184\u00a0ms', 'good', 30.7],
] as const)('%s of %d is %s, %s', (name, value, text, words, place) => {
  const [gauge] = toVitalGauges([{ name, value, target: undefined }])
  expect(gauge).toMatchObject({ name: name.toUpperCase(), value: text, words })
  expect(gauge?.place).toBeCloseTo(place, 1)
})

test('vitals stand in one order, whatever order they came in', () => {
  const names = ['cls', 'ttfb', 'lcp'] as const
  const gauges = toVitalGauges(names.map((name) => ({ name, value: 1, target: 'p' })))
  expect(gauges.map(({ name }) => name)).toEqual(['LCP', 'TTFB', 'CLS'])
})

import type { Vital } from 'protocol'
import { expect, test } from 'vitest'
import { toVitalRating, toWorstVital } from './vital-rating.ts'

test.each([
  ['lcp', 2500, 'good'],
  ['lcp', 2501, 'needs-improvement'],
  ['lcp', 4001, 'poor'],
  ['inp', 200, 'good'],
  ['inp', 501, 'poor'],
  ['cls', 0.1, 'good'],
  ['cls', 0.2, 'needs-improvement'],
  ['fcp', 3000.1, 'poor'],
  ['ttfb', 801, 'needs-improvement'],
] as const)('%s of %d is %s', (name, value, rating) => {
  expect(toVitalRating({ name, value })).toBe(rating)
})

const vital = (name: Vital['name'], value: number): Vital => ({ name, value, target: undefined })

test.each([
  ['none while all are good', [vital('lcp', 900), vital('cls', 0)], undefined],
  ['the one that is not good', [vital('lcp', 900), vital('inp', 300)], 'inp'],
  [
    'the one furthest beyond good',
    [vital('lcp', 2900), vital('cls', 0.5), vital('inp', 300)],
    'cls',
  ],
])('the worst is %s', (_sentence, vitals, name) => {
  expect(toWorstVital(vitals)?.name).toBe(name)
})

import { describe, expect, test } from 'vitest'
import { toPillModel } from './pill-model.ts'
import type { PillFacts } from './pill-model.ts'
import { toShortDuration } from './short-duration.ts'

const quiet: PillFacts = { connection: 'open', newErrors: 0, loadTime: 1234, vitals: [] }
const slow = [{ name: 'lcp' as const, value: 2900, target: undefined }]

describe('the pill', () => {
  test.each<[string, Partial<PillFacts>, string, readonly string[], string]>([
    ['quiet', {}, 'lit', ['1.2 s'], 'Footlight, loaded in 1.2 s'],
    ['before the page has loaded', { loadTime: undefined }, 'lit', [], 'Footlight'],
    [
      'new errors',
      { newErrors: 3 },
      'red',
      ['error 3', '1.2 s'],
      'Footlight, 3 new errors, loaded in 1.2 s',
    ],
    [
      'one new error',
      { newErrors: 1, loadTime: undefined },
      'red',
      ['error 1'],
      'Footlight, 1 new error',
    ],
    [
      'many',
      { newErrors: 250, loadTime: undefined },
      'red',
      ['error 99+'],
      'Footlight, 250 new errors',
    ],
    [
      'a slow vital',
      { vitals: slow },
      'lit',
      ['gauge LCP 2.9 s', '1.2 s'],
      'Footlight, LCP 2.9 s, needs improvement, loaded in 1.2 s',
    ],
    [
      'errors and a slow vital: the load time gives way',
      { newErrors: 3, vitals: slow },
      'red',
      ['error 3', 'gauge LCP 2.9 s'],
      'Footlight, 3 new errors, LCP 2.9 s, needs improvement, loaded in 1.2 s',
    ],
    [
      'shifts have no unit',
      { vitals: [{ name: 'cls', value: 0.3141, target: undefined }], loadTime: undefined },
      'lit',
      ['gauge CLS 0.31'],
      'Footlight, CLS 0.31, poor',
    ],
    [
      'disconnected',
      { connection: 'lost', loadTime: undefined },
      'off',
      ['Offline'],
      'Footlight, the sidecar does not answer',
    ],
    [
      'a page that may not read',
      { connection: 'refused' },
      'lit',
      ['1.2 s'],
      'Footlight, loaded in 1.2 s',
    ],
  ])('%s', (_sentence, more, light, segments, label) => {
    const model = toPillModel({ ...quiet, ...more })
    const said = model.segments.map(({ glyph, text }) => (glyph ? `${glyph} ${text}` : text))
    expect(said.map((text) => text.replaceAll('\u00a0', ' '))).toEqual(segments)
    expect(model.label.replaceAll('\u00a0', ' ')).toBe(label)
    expect(model.light).toBe(light)
  })
})

test.each([
  [0.4, '0 ms'],
  [188.4, '188 ms'],
  [999.4, '999 ms'],
  [999.6, '1.0 s'],
  [3940, '3.9 s'],
  [9960, '10 s'],
  [59_900, '60 s'],
  [1_080_000, '18 min'],
  [9_000_000, '3 h'],
])('%d milliseconds are %s', (milliseconds, text) => {
  expect(toShortDuration(milliseconds).replace('\u00a0', ' ')).toBe(text)
})

import { expect, test } from 'vitest'
import { toPageFlags } from './page-flags.ts'
import { makeBuild, makeEdit, makePage, makeStory, navigation, T } from './page-fixture.ts'

test('the axis names paints, the end of loading, saves, and what could not be built', () => {
  const page = makePage({
    entries: [navigation],
    vitals: [
      { name: 'fcp', value: 300, target: undefined },
      { name: 'lcp', value: 2600, target: undefined },
      { name: 'cls', value: 0.4, target: undefined },
    ],
  })
  const edits = [makeEdit('src/cart.ts', 2700)]
  const story = makeStory(page, { edits, builds: [makeBuild('b', 2800)] })
  const flags = toPageFlags(story).map(({ time, words, tone }) => [time - T, words, tone])
  expect(flags).toEqual([
    [300, 'FCP 300\u00a0ms', 'plain'],
    [2600, 'LCP 2.6\u00a0s', 'bad'],
    [1000, 'loaded', 'plain'],
    [2700, 'saved cart.ts', 'you'],
    [2800, 'build failed', 'bad'],
  ])
})

test('a soft navigation is never loaded', () => {
  expect(toPageFlags(makeStory(makePage({ navigation: 'soft' })))).toEqual([])
})

import { expect, test } from 'vitest'
import { toFreeTicks, toPlacedFlags } from './placed-flags.ts'
import type { WaterfallFlag } from './placed-flags.ts'

const window = { start: 0, end: 1000 }

function flag(time: number, words: string, tone: WaterfallFlag['tone'] = 'plain'): WaterfallFlag {
  return { time, words, tone }
}

function toSaid(flags: readonly WaterfallFlag[]): readonly string[] {
  return toPlacedFlags(flags, window, 600)
    .filter(({ isSaid }) => isSaid)
    .map(({ words, isBefore }) => (isBefore ? `<${words}` : words))
}

test.each<readonly [string, readonly WaterfallFlag[], readonly string[]]>([
  ['what has room is said', [flag(500, 'LCP'), flag(100, 'FCP')], ['FCP', 'LCP']],
  ['of two in one place the earlier', [flag(110, 'LCP'), flag(100, 'FCP')], ['FCP']],
  ['unless the other is bad', [flag(100, 'FCP'), flag(110, 'LCP', 'bad')], ['LCP']],
  ['or yours', [flag(100, 'LCP', 'bad'), flag(110, 'saved a.ts', 'you')], ['saved a.ts']],
  ['at the right edge words stand before the line', [flag(990, 'loaded')], ['<loaded']],
  ['what is not in the window is not there', [flag(-1, 'FCP'), flag(1001, 'LCP')], []],
])('%s', (_sentence, flags, expected) => {
  expect(toSaid(flags)).toEqual(expected)
})

test('a tick below a flag is not drawn', () => {
  const flags = toPlacedFlags([flag(500, 'LCP')], window, 600)
  const ticks = [0, 0.5, 0.52, 0.9].map((at) => ({ at, time: at * 1000 }))
  expect(toFreeTicks(ticks, flags, 600).map(({ at }) => at)).toEqual([0, 0.9])
})

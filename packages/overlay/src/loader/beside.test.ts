import { expect, test } from 'vitest'
import { toBeside } from './beside.ts'
import { defaultAnchor } from './placement.ts'

const view = { width: 1280, height: 800 }
const pill = { left: 1160, top: 756, width: 100, height: 28 }
const strip = { left: 1250, top: 350, width: 30, height: 100 }

test.each([
  ['over it', defaultAnchor, pill, { x: 856, y: 628 }],
  [
    'under it, at the top',
    { edge: 'top', at: 0 },
    { ...pill, left: 20, top: 16 },
    { x: 20, y: 52 },
  ],
  ['beside the strip', { edge: 'right', at: 0.5 }, strip, { x: 838, y: 340 }],
] as const)('what belongs to the pill stands %s', (_sentence, anchor, place, expected) => {
  expect(toBeside(place, anchor, { width: 404, height: 120 }, view)).toEqual(expected)
})

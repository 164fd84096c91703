import { describe, expect, test } from 'vitest'
import { defaultAnchor, readAnchor, readCorner, toFreePlace, toPlace } from './placement.ts'
import type { PillAnchor, Box } from './placement.ts'

const view = { width: 1280, height: 800 }
const pill = { width: 100, height: 28 }
const strip = { width: 30, height: 100 }

describe('the place of an anchor', () => {
  test.each<[string, PillAnchor, typeof pill, Pick<Box, 'left' | 'top'>]>([
    ['bottom right', defaultAnchor, pill, { left: 1160, top: 756 }],
    ['bottom left', { edge: 'bottom', at: 0 }, pill, { left: 20, top: 756 }],
    ['top, in the middle', { edge: 'top', at: 0.5 }, pill, { left: 590, top: 16 }],
    ['right, at the top', { edge: 'right', at: 0 }, strip, { left: 1250, top: 16 }],
    ['left, at the bottom', { edge: 'left', at: 1 }, strip, { left: 0, top: 684 }],
  ])('%s', (_sentence, anchor, size, expected) => {
    expect(toPlace(anchor, size, view)).toEqual({ ...size, ...expected })
  })

  test('a window smaller than the pill shows its beginning', () => {
    expect(toPlace(defaultAnchor, pill, { width: 60, height: 20 })).toMatchObject({
      left: 0,
      top: 0,
    })
  })
})

describe('making room for what the app has there', () => {
  const place = toPlace(defaultAnchor, pill, view)
  const button: Box = { left: 1200, top: 720, width: 60, height: 60 }
  const beside: Box = { left: 1100, top: 720, width: 60, height: 60 }
  const bar: Box = { left: 0, top: 740, width: 1280, height: 60 }

  test.each([
    ['nothing there', [], 1160],
    ['something elsewhere', [{ ...button, top: 100 }], 1160],
    ['a button', [button], 1092],
    ['two buttons, one after the other', [button, beside], 992],
    ['a bar as wide as the window: there is no better place', [bar], 1160],
  ])('%s', (_sentence, obstacles, left) => {
    expect(toFreePlace(place, defaultAnchor, obstacles, view)).toEqual({ ...place, left })
  })

  test('at the left end it moves to the right', () => {
    const anchor: PillAnchor = { edge: 'bottom', at: 0 }
    const free = toFreePlace(toPlace(anchor, pill, view), anchor, [{ ...button, left: 10 }], view)
    expect(free.left).toBe(78)
  })
})

test.each([
  ['bottom-left', { edge: 'bottom', at: 0 }],
  ['topRight', { edge: 'top', at: 1 }],
  ['centerLeft', { edge: 'left', at: 0.5 }],
  ['constructor', undefined],
  [5, undefined],
])('the corner %o', (name, expected) => {
  expect(readCorner(name)).toEqual(expected)
})

test.each([
  [
    { edge: 'left', at: 0.25 },
    { edge: 'left', at: 0.25 },
  ],
  [
    { edge: 'left', at: 7 },
    { edge: 'left', at: 1 },
  ],
  [{ edge: 'left', at: NaN }, undefined],
  [{ edge: 'middle', at: 0 }, undefined],
  [null, undefined],
])('the remembered anchor %o', (value, expected) => {
  expect(readAnchor(value)).toEqual(expected)
})

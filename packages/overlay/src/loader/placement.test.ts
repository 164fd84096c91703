import { describe, expect, test } from 'vitest'
import { defaultAnchor, readAnchor, readCorner, toShift } from './placement.ts'
import type { Box } from './placement.ts'

const view = { width: 1280, height: 800 }

describe('making room for what the app has there', () => {
  const place: Box = { left: 1160, top: 756, width: 100, height: 28 }
  const button: Box = { left: 1200, top: 720, width: 60, height: 60 }
  const beside: Box = { left: 1100, top: 720, width: 60, height: 60 }
  const bar: Box = { left: 0, top: 740, width: 1280, height: 60 }

  test.each([
    ['nothing there', [], 0],
    ['something elsewhere', [{ ...button, top: 100 }], 0],
    ['a button', [button], -68],
    ['two buttons, one after the other', [button, beside], -168],
    ['a bar as wide as the window: there is no better place', [bar], 0],
  ])('%s', (_sentence, obstacles, shift) => {
    expect(toShift(place, defaultAnchor, obstacles, view)).toBe(shift)
  })

  test('at the left end it moves to the right', () => {
    const left: Box = { ...place, left: 20 }
    const obstacle = { ...button, left: 10 }
    expect(toShift(left, { edge: 'bottom', at: 0 }, [obstacle], view)).toBe(58)
  })

  test('at a side it moves up', () => {
    const strip: Box = { left: 1250, top: 680, width: 30, height: 100 }
    expect(toShift(strip, { edge: 'right', at: 1 }, [button], view)).toBe(-68)
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

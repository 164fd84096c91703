import { describe, expect, test } from 'vitest'
import { toInside, toPanned, toTicks, toZoomed } from './time-window.ts'

describe('the window', () => {
  const whole = { start: 1000, end: 2000 }

  test('zooming keeps what is under the pointer where it is', () => {
    expect(toZoomed(whole, whole, 0.5, 0.25)).toEqual({ start: 1125, end: 1625 })
    expect(toZoomed({ start: 1100, end: 1200 }, whole, 100, 0.5)).toEqual(whole)
  })

  test('it never leaves the trace', () => {
    expect(toPanned({ start: 1900, end: 2000 }, whole, 3)).toEqual({ start: 1900, end: 2000 })
    expect(toInside({ start: 0, end: 100 }, whole)).toEqual({ start: 1000, end: 1100 })
  })

  test.each([
    [{ start: 1000, end: 2000 }, 600, [0, 200, 400, 600, 800, 1000]],
    [{ start: 1010, end: 1020 }, 300, [10, 15, 20]],
    [{ start: 1000, end: 1000 }, 600, []],
    [
      { start: 1000, end: 3_601_000 },
      600,
      [0, 600_000, 1_200_000, 1_800_000, 2_400_000, 3_000_000, 3_600_000],
    ],
    [{ start: 1000, end: 151_000 }, 500, [0, 30_000, 60_000, 90_000, 120_000, 150_000]],
  ])('%j has round ticks', (window, width, expected) => {
    expect(toTicks(window, 1000, width).map(({ time }) => Math.round(time))).toEqual(expected)
  })
})

import { describe, expect, test } from 'vitest'
import { toFoldedClock } from './folded-clock.ts'

describe('a page that did something for two seconds, and one an hour later', () => {
  const hour = 3_600_000
  const clock = toFoldedClock(0, [
    [0, 1200],
    [800, 2000],
    [hour, hour + 1000],
  ])

  test('has an hour folded away', () => {
    expect(clock.pauses).toEqual([{ start: 2000, end: 2240, duration: hour - 2000 }])
    expect(clock.whole).toEqual({ start: 0, end: 3240 + 3000 * 0.04 })
  })

  test.each([
    [0, 0],
    [1500, 1500],
    [2000, 2000],
    [hour, 2240],
    [hour + 500, 2740],
    [2000 + (hour - 2000) / 2, 2120],
    [-10, -10],
  ])('shows %d at %d', (time, shown) => {
    expect(clock.toShown(time)).toBe(shown)
  })

  test('says real times on its axis', () => {
    const times = clock.ticksOf(clock.whole, 800).map(({ time }) => time)
    expect(times[0]).toBe(0)
    expect(times.at(-1)).toBeGreaterThanOrEqual(hour)
    const places = clock.ticksOf(clock.whole, 800).map(({ at }) => at)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
  })
})

test('a short pause is told, and a shorter one is not', () => {
  const clock = toFoldedClock(0, [
    [0, 100],
    [900, 1000],
    [1200, 1300],
  ])
  expect(clock.pauses).toEqual([{ start: 100, end: 900, duration: 800 }])
  expect(clock.toShown(950)).toBe(950)
})

test('what was before the page is not on its clock, and nothing is a millisecond', () => {
  expect(toFoldedClock(1000, [[0, 10]]).whole).toEqual({ start: 1000, end: 1001 })
})

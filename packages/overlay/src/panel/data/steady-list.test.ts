import { describe, expect, test } from 'vitest'
import { toJoinedPages, toSteadyList } from './steady-list.ts'

const a = { id: 'a', count: 1 }
const b = { id: 'b', count: 1 }
const c = { id: 'c', count: 1 }

describe('a list that is read', () => {
  test('keeps its order when the latest has another', () => {
    expect(toSteadyList([a, b], [b, a]).shown).toEqual([a, b])
  })

  test('shows what changed where it stood', () => {
    expect(toSteadyList([a, b], [{ ...b, count: 2 }, a]).shown).toEqual([a, { ...b, count: 2 }])
  })

  test('counts what is new and does not show it', () => {
    expect(toSteadyList([a], [c, b, a])).toEqual({ shown: [a], waiting: 2 })
  })

  test('keeps what has left the latest page', () => {
    expect(toSteadyList([a, b], [a]).shown).toEqual([a, b])
  })

  test('is the same object while nothing changed', () => {
    const held = [a, b]
    expect(toSteadyList(held, [c, a, b]).shown).toBe(held)
  })

  test('goes on behind without showing anything twice', () => {
    expect(toJoinedPages([a, b], [b, c])).toEqual([a, b, c])
  })
})

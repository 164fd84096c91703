import { describe, expect, test } from 'vitest'
import { toFittingAnswer } from './fitting-answer.ts'
import type { Room } from './room.ts'
import { toTokenCount } from './token-count.ts'

const now = Date.UTC(2026, 10, 20)

const draftOf =
  (items: readonly string[]) =>
  (room: Room): { value: { items: readonly string[] }; lines: readonly string[] } => {
    const shown = room
      .list(items, 50, (left) => `${left} more: ask on`)
      .map((item) => room.text(item, 2000))
    return { value: { items: shown }, lines: shown }
  }

describe('an answer within its budget', () => {
  test.each([
    ['little', ['a'], 2000],
    ['many', Array.from({ length: 400 }, (_, at) => `line ${at} of the log`), 500],
    ['long', ['x'.repeat(1_000_000)], 300],
    ['many and long', Array.from({ length: 50 }, () => 'word '.repeat(5000)), 1000],
    ['not Latin', ['日本語'.repeat(10_000)], 400],
  ])('%s', (_sentence, items, budget) => {
    const { text, structured } = toFittingAnswer(draftOf(items), {
      budget,
      showsSecrets: false,
      now,
    })
    expect(toTokenCount(text)).toBeLessThanOrEqual(budget)
    expect(toTokenCount(JSON.stringify(structured))).toBeLessThanOrEqual(budget)
    expect(structured.items.length).toBeGreaterThan(0)
    const isWhole = structured.items.length === items.length && structured.items[0] === items[0]
    expect(structured.cut.length > 0).toBe(!isWhole)
  })

  test('as much as there is room for is told', () => {
    const items = Array.from({ length: 50 }, (_, at) => `line ${at} of the log`)
    const setting = { budget: 250, showsSecrets: false, now }
    const { structured } = toFittingAnswer(draftOf(items), setting)
    expect(toTokenCount(JSON.stringify(structured))).toBeGreaterThan(200)
  })

  test('secrets are counted once, however often it was drafted', () => {
    const items = ['password=hunter2', ...Array.from({ length: 49 }, () => 'y'.repeat(100))]
    const setting = { budget: 500, showsSecrets: false, now }
    const { structured, text } = toFittingAnswer(draftOf(items), setting)
    expect(structured.masked).toBe(1)
    expect(text).toContain('Masked: 1 secret;')
  })
})

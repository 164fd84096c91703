import { describe, expect, test } from 'vitest'
import { toVisibleLines, toVisibleText } from './visible-text.ts'

describe('text of telemetry that is shown', () => {
  test.each([
    ['plain text', 'Zürich 日本 👋', 'Zürich 日本 👋'],
    ['a recoloured terminal', '\u001B[31mred\u001B[0m', '\\u001b[31mred\\u001b[0m'],
    ['a title that answers', '\u001B]0;x\u0007', '\\u001b]0;x\\u0007'],
    ['C1 controls', '\u009B2J', '\\u009b2J'],
    ['forged lines', 'a\nb\r\nc\u2028d', 'a\\nb\\r\\nc\\u2028d'],
    ['text turned around', 'a\u202Ecod.exe', 'a\\u202ecod.exe'],
    ['invisible letters', 'a\u{E0041}\u200Bb', 'a\\u{e0041}\\u200bb'],
    ['half a character', 'a\uD83D', 'a\\ud83d'],
    ['joined emoji', '👩‍💻', '👩‍💻'],
  ])('%s', (_sentence, text, expected) => {
    expect(toVisibleText(text)).toBe(expected)
  })

  test('lines stay lines where they may', () => {
    expect(toVisibleLines('a\r\n\tb\rc\u001B[2J')).toBe('a\n\tb\nc\\u001b[2J')
  })
})

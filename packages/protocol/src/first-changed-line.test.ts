import { expect, test } from 'vitest'
import { toFirstChangedLine } from './first-changed-line.ts'

test.each([
  ['behind the lines that stayed', [' a', ' b', '+c'], 42],
  ['at the start', ['-a', '+b'], 40],
  ['where lines were only taken away', [' a', '-b'], 41],
  ['at its start where nothing changed', [' a'], 40],
])('a save is %s', (_sentence, lines, line) => {
  expect(toFirstChangedLine([{ oldStart: 40, newStart: 40, lines }])).toBe(line)
})

test('a save without a hunk has no line', () => {
  expect(toFirstChangedLine([])).toBeUndefined()
})

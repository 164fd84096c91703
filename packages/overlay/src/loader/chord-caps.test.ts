import { expect, test } from 'vitest'
import { toChordCaps } from './chord-caps.ts'

test.each([
  ['Ctrl+Shift+Quote', false, undefined, ['Ctrl', 'Shift', "'"]],
  ['Ctrl+Shift+Quote', true, undefined, ['⌃', '⇧', "'"]],
  ['Ctrl+Shift+Quote', false, () => 'ä', ['Ctrl', 'Shift', 'Ä']],
  ['Alt+Meta+KeyJ', true, undefined, ['⌥', '⌘', 'J']],
])('key caps of %s', (text, isMac, layout, expected) => {
  expect(toChordCaps(text, isMac, layout)).toEqual(expected)
})

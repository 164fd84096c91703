import { describe, expect, test } from 'vitest'
import { defaultChord, isPressed, readChord } from './chord.ts'
import type { Chord } from './chord.ts'

const chord: Chord = {
  code: 'Quote',
  isCtrl: true,
  isAlt: false,
  isShift: true,
  isMeta: false,
}

test('the default can be read', () => {
  expect(readChord(defaultChord)).toEqual(chord)
})

describe('what is no chord', () => {
  test.each(['', 'KeyA', 'Shift+KeyA', 'Ctrl+', 'Ctrl+a', 'Hyper+KeyA', 'Ctrl+Ctrl KeyA'])(
    '%o',
    (text) => {
      expect(readChord(text)).toBeUndefined()
    },
  )

  test('a function key needs no modifier', () => {
    expect(readChord('F8')?.code).toBe('F8')
  })
})

describe('pressed', () => {
  const event = {
    code: 'Quote',
    ctrlKey: true,
    altKey: false,
    shiftKey: true,
    metaKey: false,
    repeat: false,
    isComposing: false,
  }

  test.each([
    ['as it is', {}, true],
    ['with another key', { code: 'KeyQ' }, false],
    ['with one modifier more', { metaKey: true }, false],
    ['with one modifier less', { shiftKey: false }, false],
    ['held down', { repeat: true }, false],
    ['while an input method composes', { isComposing: true }, false],
  ])('%s', (_sentence, more, expected) => {
    expect(isPressed(chord, { ...event, ...more })).toBe(expected)
  })
})

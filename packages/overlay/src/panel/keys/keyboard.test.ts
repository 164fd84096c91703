import { describe, expect, test } from 'vitest'
import { toActive } from './keyboard.ts'
import type { KeyLayer } from './keyboard.ts'
import { toKeyCaps, toKeyName } from './key-name.ts'

const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false }

describe('names of keys', () => {
  test.each([
    ['a letter is itself', { ...none, key: 'j' }, 'j'],
    ['with Shift it is its capital', { ...none, key: 'G', shiftKey: true }, 'G'],
    ['control and command are one', { ...none, key: 'k', metaKey: true }, 'mod+k'],
    ['keys with names tell Shift', { ...none, key: 'Enter', shiftKey: true }, 'shift+Enter'],
    ['the blank has a name', { ...none, key: ' ' }, 'Space'],
  ])('%s', (_sentence, event, name) => {
    expect(toKeyName(event)).toBe(name)
  })

  test.each([
    ['one after the other', 'g i', ['G', 'I']],
    ['together', 'mod+k', ['Ctrl', 'K']],
    ['by sign', 'Escape', ['esc']],
    ['plus is a key, too', '+', ['+']],
  ])('%s', (_sentence, keys, caps) => {
    expect(toKeyCaps(keys, false)).toEqual(caps)
  })
})

const toLayer = (keys: string, isModal: boolean): KeyLayer => ({
  isModal,
  actions: [{ keys, words: '', group: '', run: () => undefined }],
})

describe('layers', () => {
  test('who comes later is asked first', () => {
    const active = toActive([toLayer('a', false), toLayer('b', false)])
    expect(active.map(({ keys }) => keys)).toEqual(['b', 'a'])
  })

  test('what is modal is asked alone', () => {
    const active = toActive([toLayer('a', false), toLayer('b', true)])
    expect(active.map(({ keys }) => keys)).toEqual(['b'])
  })
})

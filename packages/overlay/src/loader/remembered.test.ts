import { expect, test } from 'vitest'
import { readChoices } from './remembered.ts'

const chosen = {
  anchor: { edge: 'left', at: 0.5 },
  dock: 'right',
  height: 300,
  width: 700,
  chord: 'Alt+KeyX',
  hiddenUntil: 5,
  seenAt: 6,
}

const nothing = {
  anchor: undefined,
  dock: 'bottom',
  height: 460,
  width: 560,
  chord: undefined,
  hiddenUntil: 0,
  seenAt: 0,
}

test.each([
  ['what was chosen', JSON.stringify(chosen), chosen],
  ['nothing', null, nothing],
  ['no JSON', '{', nothing],
  ['no object', '5', nothing],
  ['other types', '{"anchor":5,"dock":"left","height":"1","chord":7,"seenAt":"x"}', nothing],
  ['a panel too small to use', '{"height":3,"width":-1}', { ...nothing, height: 240, width: 320 }],
])('remembered: %s', (_sentence, text, expected) => {
  expect(readChoices(text)).toEqual(expected)
})

import { expect, test } from 'vitest'
import { toHiddenBy } from './visibility.ts'

const facts = { isSwitched: null, isDriven: false, hiddenUntil: 0, now: 100 }

test.each([
  ['seen unless told', {}, undefined],
  ['hidden from a driven browser', { isDriven: true }, 'webdriver'],
  ['but not where the address asks for us', { isDriven: true, isSwitched: 'on' }, undefined],
  ['hidden where the address says so', { isSwitched: 'off' }, 'switch'],
  ['hidden until tomorrow', { hiddenUntil: 101 }, 'person'],
  ['seen again after that', { hiddenUntil: 100 }, undefined],
  ['and by the address before that', { hiddenUntil: 101, isSwitched: 'on' }, undefined],
])('%s', (_sentence, more, expected) => {
  expect(toHiddenBy({ ...facts, ...more })).toBe(expected)
})

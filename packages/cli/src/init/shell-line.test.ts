import { expect, test } from 'vitest'
import { toShellLine } from './shell-line.ts'

test.each([
  [['cd', 'apps/web'], 'cd apps/web'],
  [['yarn', 'workspace', '@shop/web'], 'yarn workspace @shop/web'],
  [['cd', 'my app'], "cd 'my app'"],
  [['cd', "$(touch x)'; y"], String.raw`cd '$(touch x)'\''; y'`],
])('%j is pasted as %s', (words, line) => {
  expect(toShellLine(words)).toBe(line)
})

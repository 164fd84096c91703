import { expect, test } from 'vitest'
import { createLineSight } from './seen-line.ts'

test.each([
  ['plain text', 'ready in 80 ms', 'ready in 80 ms'],
  ['the return of a terminal', 'ready\r', 'ready'],
  ['a progress bar', '10%\r20%\r', '20%'],
  ['a spinner that goes to the first column', '⠋ building\u001B[1G\u001B[0K⠙ built', '⠙ built'],
  ['a line that is erased', 'building\u001B[2Kbuilt', 'built'],
  ['colours', '\u001B[1;31mred\u001B[0m', '\u001B[1;31mred\u001B[0m'],
  ['a screen that is cleared', '\u001B[2J\u001B[3J\u001B[Hvite', 'vite'],
  ['a title of the window', '\u001B]0;npm run dev\u0007start', 'start'],
  ['a link', '\u001B]8;;http://a.b\u001B\\here\u001B]8;;\u001B\\', 'here'],
  ['a cursor that hides', '\u001B[?25lwait\u001B[?25h', 'wait'],
])('%s', (_sentence, line, seen) => {
  expect(createLineSight()(line)).toBe(seen)
})

test('what an editor shows is gone with it', () => {
  const see = createLineSight()
  const lines = ['before', 'open\u001B[?1049h~', '~', '~\u001B[?1049lclosed', 'after']
  expect(lines.map(see)).toEqual(['before', 'open', undefined, 'closed', 'after'])
})

test('a long line of hostile sequences takes no time that grows with its square', () => {
  const started = performance.now()
  for (const piece of ['\u001B[', '\u001B]', '\r', '\u001B[2K', '\u001B[0;', '\u001B[?47h']) {
    createLineSight()(`${piece.repeat(10_000)}x`)
  }
  expect(performance.now() - started).toBeLessThan(2000)
})

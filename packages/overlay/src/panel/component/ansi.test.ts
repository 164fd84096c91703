import { describe, expect, test } from 'vitest'
import { toAnsiPieces, toPlainText } from './ansi.ts'

const ESC = '\u001b'

describe('terminal output', () => {
  test.each<readonly [string, string, readonly (readonly [string, ...string[]])[]]>([
    ['text is one piece', 'plain', [['plain']]],
    [
      'a colour ends where it is reset',
      `${ESC}[31mred${ESC}[0m on`,
      [['red', 'ansi-red'], [' on']],
    ],
    ['looks add up', `${ESC}[1;4;36mx`, [['x', 'ansi-cyan', 'ansi-bold', 'ansi-underline']]],
    ['bright colours are colours', `${ESC}[91mx`, [['x', 'ansi-red']]],
    ['the palette is mapped', `${ESC}[38;5;196mx`, [['x', 'ansi-red']]],
    ['true colour keeps the text', `${ESC}[38;2;1;2;3mx`, [['x']]],
    ['what follows a background counts', `${ESC}[48;5;1;32mx`, [['x', 'ansi-green']]],
    ['cursor movement leaves', `a${ESC}[2Kb${ESC}[1;1Hc`, [['a'], ['b'], ['c']]],
    ['links keep their text', `${ESC}]8;;http://a\u0007b${ESC}]8;;\u0007`, [['b']]],
    ['an unknown code changes nothing', `${ESC}[999mx`, [['x']]],
    ['a sequence that never ends is text', `${ESC}[31`, [[`${ESC}[31`]]],
  ])('%s', (_sentence, text, pieces) => {
    expect(toAnsiPieces(text).map((piece) => [piece.text, ...piece.classes])).toEqual(pieces)
  })

  test('without its looks it is text', () => {
    expect(toPlainText(`${ESC}[31mred${ESC}[39m`)).toBe('red')
  })
})

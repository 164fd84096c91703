import { expect, test } from 'vitest'
import { createOutputLines, lineLimit } from './output-lines.ts'

function cut(...chunks: readonly (string | Buffer)[]): readonly string[] {
  const lines = createOutputLines()
  return [...chunks.flatMap((chunk) => lines.add(Buffer.from(chunk))), ...lines.end()]
}

test.each<[string, readonly (string | Buffer)[], readonly string[]]>([
  ['lines in one piece', ['a\nb\n'], ['a', 'b']],
  ['a line in pieces', ['a', 'b', 'c\nd'], ['abc', 'd']],
  ['empty lines', ['\n\na\n'], ['', '', 'a']],
  ['returns before line feeds', ['a\r\nb\r\n'], ['a', 'b']],
  ['a progress bar', ['10%\r20%\r', '100%\n'], ['100%']],
  ['colours', ['\u001B[31ma\u001B[0m\n'], ['\u001B[31ma\u001B[0m']],
  ['a character in two pieces', [Buffer.from([0xc3]), Buffer.from([0xbc, 0x0a])], ['ü']],
  ['half a character at the end', [Buffer.from([0x61, 0xc3])], ['a\ufffd']],
  ['nothing', [], []],
])('%s', (_sentence, chunks, lines) => {
  expect(cut(...chunks)).toEqual(lines)
})

test('a line without an end is cut, and takes no time that grows with it', () => {
  const started = performance.now()
  const lines = createOutputLines()
  const pieces = Array.from({ length: 1_000 }, () => lines.add(Buffer.alloc(64 * 1024, 'x'))).flat()
  expect(pieces.every(({ length }) => length === lineLimit)).toBe(true)
  expect(pieces.length).toBeGreaterThan(990)
  expect(performance.now() - started).toBeLessThan(10_000)
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Hunk } from 'protocol'
import { toHunks } from './hunks.ts'

const numbered = (count: number): string[] =>
  Array.from({ length: count }, (_, n) => `line ${n + 1}`)

describe('hunks', () => {
  test.each([
    ['nothing changed', 'a\nb\n', 'a\nb\n', []],
    ['only line endings changed', 'a\r\nb\r\n', 'a\nb\n', []],
    [
      'a line changed',
      'a\nb\nc\n',
      'a\nB\nc\n',
      [{ oldStart: 1, newStart: 1, lines: [' a', '-b', '+B', ' c'] }],
    ],
    [
      'a line was added at the end',
      'a\n',
      'a\nb\n',
      [{ oldStart: 1, newStart: 1, lines: [' a', '+b'] }],
    ],
    ['a file was filled', '', 'a\nb\n', [{ oldStart: 1, newStart: 1, lines: ['+a', '+b'] }]],
    ['a file was emptied', 'a\n', '', [{ oldStart: 1, newStart: 1, lines: ['-a'] }]],
  ])('%s', (_sentence, before, after, hunks) => {
    expect(toHunks(before, after)).toEqual(hunks)
  })

  test('changes far apart are hunks of their own, with three lines around each', () => {
    const before = numbered(40)
    const after = before.toSpliced(9, 1, 'tenth').toSpliced(29, 1)
    expect(toHunks(before.join('\n'), after.join('\n'))).toEqual([
      {
        oldStart: 7,
        newStart: 7,
        lines: [
          ' line 7',
          ' line 8',
          ' line 9',
          '-line 10',
          '+tenth',
          ' line 11',
          ' line 12',
          ' line 13',
        ],
      },
      {
        oldStart: 27,
        newStart: 27,
        lines: [' line 27', ' line 28', ' line 29', '-line 30', ' line 31', ' line 32', ' line 33'],
      },
    ])
  })

  test('applied to the old text they give the new one', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 40 })
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = before.map((word) => `${word}.`)
        const wanted = after.map((word) => `${word}.`)
        expect(apply(lines, toHunks(lines.join('\n'), wanted.join('\n')))).toEqual(wanted)
      }),
    )
  })

  test('a file that was written anew is told in bounded time and length', () => {
    const before = Array.from({ length: 20_000 }, (_, n) => `old ${n}`).join('\n')
    const after = Array.from({ length: 20_000 }, (_, n) => `new ${n}`).join('\n')
    const start = performance.now()
    const [hunk] = toHunks(before, after)
    expect(performance.now() - start).toBeLessThan(10_000)
    expect(hunk?.lines.length).toBeLessThanOrEqual(400)
  })
})

function apply(lines: readonly string[], hunks: readonly Hunk[]): readonly string[] {
  const result: string[] = []
  let next = 0
  for (const { oldStart, lines: changes } of hunks) {
    result.push(...lines.slice(next, oldStart - 1))
    next = oldStart - 1
    for (const change of changes) {
      if (change.startsWith('-')) next++
      else if (change.startsWith('+')) result.push(change.slice(1))
      else result.push(lines[next++] ?? '')
    }
  }
  return [...result, ...lines.slice(next)]
}

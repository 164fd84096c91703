import { describe, expect, test } from 'vitest'
import { toMarked } from './code-lines.tsx'

const line = [
  ['  ', 'plain'],
  ['return', 'keyword'],
  [' ', 'plain'],
  ['item', 'variable'],
] as const

describe('the failing column', () => {
  test.each<readonly [string, number | undefined, string | undefined]>([
    ['is the token it stands in', 3, 'return'],
    ['is the token behind, where it stands in blanks', 8, 'item'],
    ['is the first token, where it stands before the line', -5, 'return'],
    ['is nothing behind the end', 40, undefined],
    ['is nothing, where it is not known', undefined, undefined],
  ])('%s', (_sentence, at, text) => {
    expect(toMarked(line, at).find(([, , isHit]) => isHit)?.[0]).toBe(text)
  })
})

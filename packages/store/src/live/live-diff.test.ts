import fc from 'fast-check'
import { applyChange } from 'protocol'
import type { Change } from 'protocol'
import { describe, expect, test } from 'vitest'
import { hashText, toLiveDiff } from './live-diff.ts'

interface Item {
  readonly id: string
  readonly text: string
}

function items(text: string): readonly Item[] {
  return text.split('').map((letter) => ({ id: letter.toLowerCase(), text: letter }))
}

function change(before: readonly Item[], after: readonly Item[]): Change {
  const { put, remove } = toLiveDiff(before.map(toMark), after.map(toMark))
  return {
    type: 'change',
    id: 1,
    revision: 1,
    put: put.map((at) => ({ at, item: after[at] })),
    remove,
    total: after.length,
    next: null,
    isTotalExact: true,
  }
}

function toMark({ id, text }: Item): { readonly key: string; readonly hash: number } {
  return { key: id, hash: hashText(text) }
}

describe('the difference of two pages', () => {
  test.each([
    ['nothing', 'abc', 'abc', [], []],
    ['one in front', 'abc', 'xabc', [0], []],
    ['one in front, one off the end', 'abc', 'xab', [0], ['c']],
    ['one changed', 'abc', 'aBc', [1], []],
    ['one moved to the top', 'abcd', 'cabd', [0], []],
    ['one moved to the end', 'abcd', 'bcda', [3], []],
    ['everything gone', 'abc', '', [], ['a', 'b', 'c']],
    ['from nothing', '', 'ab', [0, 1], []],
    ['reversed: one can stay', 'abc', 'cba', [0, 1], []],
  ])('%s', (_name, before, after, put, remove) => {
    expect(toLiveDiff(items(before).map(toMark), items(after).map(toMark))).toEqual({ put, remove })
  })

  test('applied to the page before, it gives the page after', () => {
    const page = fc.uniqueArray(
      fc.record({ id: fc.stringMatching(/^[a-p]$/), text: fc.string() }),
      {
        selector: ({ id }) => id,
        maxLength: 16,
      },
    )
    fc.assert(
      fc.property(page, page, (before, after) => {
        expect(applyChange(before, change(before, after))).toEqual(after)
      }),
      { numRuns: 2000 },
    )
  })

  test('what stays is the same object, so that a view need not draw it again', () => {
    const before = items('abc')
    const after = applyChange(before, change(before, items('xabC')))
    expect(after[1]).toBe(before[0])
    expect(after[2]).toBe(before[1])
  })
})

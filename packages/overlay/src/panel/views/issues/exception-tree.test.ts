import type { Exception, Mechanism } from 'protocol'
import { describe, expect, test } from 'vitest'
import { isUnhandled, toExceptionTree, toMechanismWords } from './exception-tree.ts'

function toException(type: string, mechanism: Partial<Mechanism> = {}): Exception {
  return {
    type,
    value: '',
    frames: [],
    mechanism: { type: 'generic', ...mechanism },
  } as unknown as Exception
}

function toLines(exceptions: readonly Exception[]): readonly string[] {
  return toExceptionTree(exceptions).map(({ exception, depth, link }) =>
    [' '.repeat(depth) + exception.type, link].filter(Boolean).join(' < '),
  )
}

describe('exceptions of an event', () => {
  test('a chain begins with what was raised last', () => {
    expect(toLines([toException('Cause'), toException('Raised')])).toEqual([
      'Raised',
      'Cause < caused by',
    ])
  })

  test('a group is a tree, its members in their order', () => {
    const tree = toLines([
      toException('Second', { exceptionId: 2, parentId: 0, source: 'errors[1]' }),
      toException('First', { exceptionId: 1, parentId: 0, source: 'errors[0]' }),
      toException('Group', { exceptionId: 0 }),
    ])
    expect(tree).toEqual(['Group', ' First < errors[0]', ' Second < errors[1]'])
  })

  test('those that name one another as parents are all shown', () => {
    const tree = toLines([
      toException('A', { exceptionId: 1, parentId: 2 }),
      toException('B', { exceptionId: 2, parentId: 1 }),
    ])
    expect(tree).toHaveLength(2)
  })

  test('one whose parent never came is a root', () => {
    expect(toLines([toException('A', { exceptionId: 1, parentId: 7 })])).toEqual(['A'])
  })

  test('a chain of thousands does not end the stack', () => {
    const long = Array.from({ length: 5000 }, (_, id) =>
      toException('E', id === 0 ? { exceptionId: 0 } : { exceptionId: id, parentId: id - 1 }),
    )
    expect(toExceptionTree(long)).toHaveLength(5000)
  })
})

test('what is known of how it was caught', () => {
  expect(toMechanismWords(toException('A', { type: 'onerror', handled: false }))).toBe(
    'unhandled · onerror',
  )
  expect(isUnhandled({ exceptions: [toException('A', { handled: false })] })).toBe(true)
  expect(isUnhandled({ exceptions: [toException('A')] })).toBeUndefined()
})

import { describe, expect, test } from 'vitest'
import { toDisplayWidth } from './display-width.ts'
import { toTableLines } from './table.ts'
import { createTerminal } from './terminal.ts'

interface Row {
  readonly id: string
  readonly count: number
  readonly title: string
}

const rows: readonly Row[] = [
  { id: 'aa', count: 5, title: 'short' },
  {
    id: 'bb',
    count: 1200,
    title: 'a title that is 長い and goes on for longer than anybody reads',
  },
]

const columns = [
  { title: 'id', text: ({ id }: Row) => id },
  { title: 'count', text: ({ count }: Row) => String(count), isRight: true, dropsAt: 1 },
  { title: 'title', text: ({ title }: Row) => title, isFlexible: true },
]

const linesAt = (width: number | undefined): readonly string[] =>
  toTableLines(
    rows,
    columns,
    createTerminal(
      { isTTY: width !== undefined, columns: width, write: () => undefined },
      { write: () => undefined },
      { NO_COLOR: '1' },
    ),
  )

describe('a table', () => {
  test('in a pipe is whole and has no head', () => {
    expect(linesAt(undefined)).toEqual([
      'aa      5  short',
      'bb   1200  a title that is 長い and goes on for longer than anybody reads',
    ])
  })

  test.each([40, 60, 80, 120, 200])('is at most %i wide', (width) => {
    for (const line of linesAt(width)) expect(toDisplayWidth(line)).toBeLessThanOrEqual(width)
  })

  test('leaves out what matters least before it cuts what matters most', () => {
    expect(linesAt(23)).toEqual(['id  title', 'aa  short', 'bb  a title that is 長…'])
  })
})

import { expect, test } from 'vitest'
import { lineOf, toExcerpt, toSourceText } from './source-text.ts'

test.each([
  ['lines of Unix', 'a\nb\nc'],
  ['lines of Windows', 'a\r\nb\r\nc'],
  ['lines of old Macs', 'a\rb\rc'],
  ['lines of all of them', 'a\r\nb\rc\n'],
])('%s', (_sentence, text) => {
  const source = toSourceText(text)
  expect([1, 2, 3].map((line) => lineOf(source, line))).toEqual(['a', 'b', 'c'])
  expect(lineOf(source, 0)).toBeUndefined()
  expect(lineOf(source, 5)).toBeUndefined()
})

const ten = toSourceText(Array.from({ length: 10 }, (_, index) => `line ${index + 1}`).join('\n'))

test.each([
  [5, 2, 3, 7, 2],
  [1, 2, 1, 3, 0],
  [10, 2, 8, 10, 2],
  [5, 50, 1, 10, 4],
  [5, 0, 5, 5, 0],
])('line %i with %i around shows %i to %i', (line, around, first, last, failing) => {
  const excerpt = toExcerpt(ten, line, undefined, around)
  expect(excerpt).toMatchObject({ first, failing, cut: 0 })
  expect(excerpt?.lines.at(0)).toBe(`line ${first}`)
  expect(excerpt?.lines.at(-1)).toBe(`line ${last}`)
  expect(excerpt?.lines[failing]).toBe(`line ${line}`)
})

test.each([0, -1, 11, 1.5, Number.NaN])('there is no line %d', (line) => {
  expect(toExcerpt(ten, line, undefined, 5)).toBeUndefined()
})

test('of a minified line the part around the failing column is shown, and no more', () => {
  const source = toSourceText(`${'a'.repeat(50_000)}HERE${'b'.repeat(50_000)}\n${'c'.repeat(9000)}`)
  const excerpt = toExcerpt(source, 1, 50_001, 5)
  expect(excerpt?.lines.map((line) => line.length)).toEqual([2000, 2000])
  expect(excerpt?.lines[0]?.slice(50_000 - (excerpt?.cut ?? 0)).startsWith('HERE')).toBe(true)
})

test.each([
  [undefined, 0],
  [10, 0],
  [9999, 3000],
  [1e9, 3000],
])('column %s of a line of 5,000 leaves out %i before', (column, cut) => {
  expect(toExcerpt(toSourceText('x'.repeat(5000)), 1, column, 5)?.cut).toBe(cut)
})

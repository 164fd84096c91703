import { expect, test } from 'vitest'
import { makeSpan } from '../../span/span-fixture.ts'
import { toSpanRoots } from '../../span/span-tree.ts'
import { toPlacedSpan } from './placed-span.ts'

test.each([
  ['a clock that is right', 10, undefined],
  ['a clock that is right, but for how its time was written', 10 + 2 ** -20, undefined],
  ['a clock that is slow', 3_600_010, 3_600_000],
])('%s', (_sentence, start, clockShift) => {
  const span = makeSpan('a', undefined, 10, 30, { op: 'db' })
  const inTrace = { ...span, start }
  const called = makeSpan('b', 'a', start, start + 15)
  const [node] = toSpanRoots([inTrace, called])
  expect(node && toPlacedSpan(span, node)).toMatchObject({
    op: 'db',
    start,
    duration: 20,
    selfTime: 5,
    clockShift,
  })
})

import { expect, test } from 'vitest'
import { makeSpan } from '../../span/span-fixture.ts'
import { toPlacedSpan } from './placed-span.ts'

test.each([
  ['a clock that is right', 10, undefined],
  ['a clock that is slow', 3_600_010, 3_600_000],
])('%s', (_sentence, start, clockShift) => {
  const span = makeSpan('a', undefined, 10, 30, { op: 'db' })
  expect(toPlacedSpan(span, { start, selfTime: 5 })).toMatchObject({
    op: 'db',
    start,
    duration: 20,
    selfTime: 5,
    clockShift,
  })
})

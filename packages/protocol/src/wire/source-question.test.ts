import { expect, test } from 'vitest'
import { readServedModule } from './source-question.ts'

test.each([
  [
    { file: '/app/a.ts', code: 'let a', map: '{}' },
    { file: '/app/a.ts', code: 'let a', map: '{}' },
  ],
  [
    { code: '', map: null },
    { file: undefined, code: '', map: null },
  ],
])('%o is a module', (value, expected) => {
  expect(readServedModule(value)).toEqual(expected)
})

test.each([
  null,
  undefined,
  'let a',
  [],
  {},
  { code: 'let a' },
  { code: 7, map: null },
  { code: 'let a', map: {} },
])('%o is none', (value) => {
  expect(readServedModule(value)).toBeUndefined()
})

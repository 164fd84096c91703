import { expect, test } from 'vitest'
import { toFunctionNames } from './function-names.ts'
import { makeAskedFrame } from './resolver-fixture.ts'

const named = (name: string | undefined): ReturnType<typeof makeAskedFrame> =>
  makeAskedFrame({ function: name })
const mapped = (name: string | undefined) => ({ how: 'map', name }) as const

test.each([
  ['is what its caller calls', ['main', 't'], [mapped('total'), mapped(undefined)], 'total'],
  ['of a method too', ['main', 'Object.t'], [mapped('total'), mapped(undefined)], 'total'],
  ['is found where there was none', ['main', undefined], [mapped('total'), mapped('x')], 'total'],
  ['stays where it says something', ['main', 'sum'], [mapped('total'), mapped('x')], 'sum'],
  ['stays where the caller calls no name', ['main', 't'], [mapped(undefined), mapped('x')], 't'],
  [
    'stays where nothing was minified',
    ['main', 't'],
    [{ how: 'file', name: 'total' }, mapped('x')] as const,
    't',
  ],
  [
    'stays where its own place is not known',
    ['main', 't'],
    [mapped('total'), { how: 'sdk', name: undefined }] as const,
    't',
  ],
])('the name of a function %s', (_sentence, names, places, expected) => {
  expect(toFunctionNames(names.map(named), places)).toEqual(['main', expected])
})

import { expect, test } from 'vitest'
import { readAskedFrames } from './asked-frame.ts'

test('a frame is read field by field, and what does not fit is left out', () => {
  const json = JSON.stringify([
    { filename: 'src/cart.ts', absPath: '/app/src/cart.ts', line: 41, column: 0, inApp: true },
    { filename: 7, module: '', function: 'pay', line: -1, column: 'x', vars: { a: 1 } },
  ])
  const nothing = { absPath: undefined, module: undefined, function: undefined, context: undefined }
  expect(readAskedFrames(json)).toEqual([
    {
      ...nothing,
      filename: 'src/cart.ts',
      absPath: '/app/src/cart.ts',
      line: 41,
      column: 0,
      inApp: true,
    },
    {
      ...nothing,
      filename: undefined,
      function: 'pay',
      line: undefined,
      column: undefined,
      inApp: undefined,
    },
  ])
})

test.each(['', '{', '{}', 'null', '"frames"', '7'])('%s is no list of frames', (json) => {
  expect(readAskedFrames(json)).toBeUndefined()
})

import { expect, test } from 'vitest'
import { readBuildError } from './build-error.ts'

const box = `   ╭─[ src/greeting.ts:1:34 ]
   │
 1 │ export const greeting: string = ;
   │                                 ┬
   │                                 ╰── here
───╯`

test.each([
  [
    'with everything',
    {
      message: 'Transform failed\u001b[31m!\u001b[39m',
      id: '/app/src/a.ts?t=1',
      loc: { file: '/app/src/a.ts', line: 3, column: 7 },
      frame: '3 | const = 1',
      plugin: 'vite:esbuild',
      stack: 'at transform',
    },
    {
      message: 'Transform failed!',
      file: 'src/a.ts',
      line: 3,
      column: 7,
      codeFrame: '3 | const = 1',
      plugin: 'vite:esbuild',
      stack: 'at transform',
    },
  ],
  [
    'with the frame in the message',
    {
      message: `Transform failed with 1 error:\n\n[PARSE_ERROR] Unexpected token\n${box}`,
      id: '/app/src/greeting.ts',
    },
    {
      message: 'Transform failed with 1 error:\n\n[PARSE_ERROR] Unexpected token',
      file: 'src/greeting.ts',
      line: 1,
      column: 34,
      codeFrame: box,
    },
  ],
  [
    'of a module that is no file',
    { message: 'no', id: '\0virtual:x' },
    { message: 'no', file: undefined },
  ],
  ['without anything', {}, { message: 'The dev server failed', file: undefined, line: undefined }],
])('a build error %s', (_sentence, err, error) => {
  expect(readBuildError({ type: 'error', err }, '/app', 5)).toMatchObject({ ...error, time: 5 })
})

test.each([{}, { type: 'update', updates: [] }, { type: 'error' }])('%o is none', (payload) => {
  expect(readBuildError(payload, '/app', 5)).toBeUndefined()
})

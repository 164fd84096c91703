import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { rethrow } from './own-frames.ts'

const ours = fileURLToPath(new URL('own-frames.ts', import.meta.url))

function makeError(): Error {
  const error = new Error('mine')
  error.stack = `Error: mine\n    at ours (${ours}:4:17)\n    at theirs (/app/main.js:1:1)`
  return error
}

test('an error is told without our frames', () => {
  const error = makeError()
  expect(() => rethrow(error)).toThrow(error)
  expect(error.stack).toBe('Error: mine\n    at theirs (/app/main.js:1:1)')
})

test('an error that cannot be changed is thrown as it is', () => {
  const error = Object.freeze(makeError())
  expect(() => rethrow(error)).toThrow(error)
})

import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { readPrintedError, toPlainError } from './plain-error.ts'

describe('what was thrown, as plain data', () => {
  test.each<[string, unknown, string, string]>([
    ['an error', new TypeError('no'), 'TypeError', 'no'],
    ['a text', 'no', 'Error', 'no'],
    ['an object', { code: 42 }, 'Error', '{ code: 42 }'],
    ['nothing', undefined, 'Error', 'undefined'],
    ['an error of another realm', runInNewContext('new RangeError("far")'), 'RangeError', 'far'],
    [
      'an error that cannot be read',
      Object.defineProperty(new Error(''), 'message', {
        get: () => {
          throw new Error('hidden')
        },
      }),
      'Error',
      'an error that cannot be read',
    ],
  ])('%s', (_sentence, thrown, name, message) => {
    expect(toPlainError(thrown)).toMatchObject({ name, message })
  })

  test('causes and members come along', () => {
    const error = new AggregateError([new Error('one')], 'all', { cause: new Error('why') })
    expect(toPlainError(error)).toMatchObject({
      cause: { message: 'why' },
      errors: [{ message: 'one' }],
    })
  })

  test('an error that is its own cause ends', () => {
    const error = new Error('round')
    error.cause = error
    expect(JSON.stringify(toPlainError(error)).length).toBeLessThan(20_000)
  })
})

describe('an error that somebody printed', () => {
  test.each<[string, string, object | undefined]>([
    [
      'a stack',
      'TypeError: no such\nthing\n    at f (/a.js:1:2)\n    at g (/a.js:3:4)',
      { name: 'TypeError', message: 'no such\nthing' },
    ],
    ['a stack without a message', 'Error\n    at f (/a.js:1:2)', { name: 'Error', message: '' }],
    ['a sentence', 'Error: it did not work', undefined],
    ['what console.trace prints', 'Trace: here\n    at f (/a.js:1:2)', undefined],
    ['a sentence before a stack', 'failed with Error: no\n    at f (/a.js:1:2)', undefined],
  ])('%s', (_sentence, text, error) => {
    const read = readPrintedError(text)
    if (error === undefined) expect(read).toBeUndefined()
    else expect(read).toMatchObject({ ...error, stack: text })
  })
})

import { expect, test } from 'vitest'
import { toThrownEvent } from './thrown.ts'

const mechanism = { handled: false, type: 'onerror' }

test.each([
  ['a word that was thrown', 'error', 'a word', 'Uncaught a word', 'Error', 'a word'],
  ['a script of another site', 'error', null, 'Script error.', 'Error', 'Script error.'],
  ['a rejection with a word', 'unhandledrejection', 'no', undefined, 'UnhandledRejection', 'no'],
  [
    'one without a reason',
    'unhandledrejection',
    undefined,
    undefined,
    'UnhandledRejection',
    'undefined',
  ],
])('%s', (_sentence, type, thrown, message, name, value) => {
  const event = Object.assign(new Event(type), { message })
  const [exception] = toThrownEvent(event, thrown, mechanism).exception?.values ?? []
  expect(exception).toEqual({ type: name, value, mechanism })
})

test('where it was thrown stands in for the stack', () => {
  const place = { filename: 'http://localhost/src/main.ts', lineno: 3, colno: 7 }
  const event = Object.assign(new Event('error'), { message: 'Uncaught 1', ...place })
  expect(toThrownEvent(event, 1, mechanism).exception?.values?.[0]?.stacktrace?.frames).toEqual([
    { ...place, in_app: true },
  ])
})

import { beforeEach, expect, test } from 'vitest'
import type { HeardError } from './heard.ts'
import { createErrors } from './errors.ts'
import type { Errors } from './errors.ts'
import { createSpanMaker } from './span-maker.ts'

const how = { mechanism: 'console', isHandled: true }

let told: string[]
let errors: Errors

beforeEach(() => {
  told = []
  const record = ({ error }: HeardError): void => void told.push(error.message)
  errors = createErrors(
    createSpanMaker(() => undefined),
    record,
  )
})

test('an error is told once, wherever it passes', () => {
  const error = new Error('once')
  errors.capture(error, how)
  errors.capture(error, { mechanism: 'onuncaughtexception', isHandled: false })
  errors.capturePrinted(error.stack ?? '', how)
  expect(told).toEqual(['once'])
})

test('the same line throws again', () => {
  for (let time = 0; time < 2; time++) {
    const error = new Error('again')
    errors.capture(error, how)
    errors.capturePrinted(error.stack ?? '', how)
  }
  expect(told).toEqual(['again', 'again'])
})

test('what a framework prints and keeps to itself is told', () => {
  errors.capturePrinted('Error: printed\n    at f (/a.js:1:2)', how)
  expect(told).toEqual(['printed'])
})

test('what a thread has told of is not told again', () => {
  const copy = new Error('of a thread')
  errors.skip(copy)
  errors.capture(copy, how)
  expect(told).toEqual([])
})

test('texts are told as often as they are thrown', () => {
  errors.capture('no', how)
  errors.capture('no', how)
  expect(told).toEqual(['no', 'no'])
})

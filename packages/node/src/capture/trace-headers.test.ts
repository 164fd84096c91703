import { expect, test } from 'vitest'
import { isLoopback } from './trace-headers.ts'

test.each<[string, boolean]>([
  ['localhost', true],
  ['LOCALHOST', true],
  ['app.localhost', true],
  ['127.0.0.1', true],
  ['127.8.0.9', true],
  ['[::1]', true],
  ['::1', true],
  ['example.com', false],
  ['localhost.example.com', false],
  ['127.0.0.1.example.com', false],
  ['10.0.0.1', false],
])('%s stays on this machine: %s', (hostname, isHere) => {
  expect(isLoopback(hostname)).toBe(isHere)
})

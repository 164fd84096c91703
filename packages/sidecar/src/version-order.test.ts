import { expect, test } from 'vitest'
import { isOlderVersion } from './version-order.ts'

test.each([
  ['0.1.0', '0.2.0'],
  ['0.9.0', '0.10.0'],
  ['1.0.0-beta.2', '1.0.0'],
  ['1.0.0-beta.2', '1.0.0-beta.10'],
  ['1.0.0-alpha', '1.0.0-beta'],
  ['1.0.0', '1.0.1-beta.1'],
  ['1.0', '1.0.1'],
])('%s is older than %s', (older, newer) => {
  expect(isOlderVersion(older, newer)).toBe(true)
  expect(isOlderVersion(newer, older)).toBe(false)
})

test.each(['0.1.0', '1.0.0-beta.2', '', 'unknown'])('%s is not older than itself', (version) => {
  expect(isOlderVersion(version, version)).toBe(false)
})

test('what was added by a build does not count', () => {
  expect(isOlderVersion('1.0.0+a', '1.0.0+b')).toBe(false)
})

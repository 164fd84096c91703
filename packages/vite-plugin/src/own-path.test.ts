import { expect, test } from 'vitest'
import { toOwnPath } from './own-path.ts'

test.each([
  ['/__footlight/', '/', ''],
  ['/__footlight', '/', ''],
  ['/__footlight/api/issues?limit=1', '/', 'api/issues?limit=1'],
  ['/__footlight?token=1', '/', '?token=1'],
  ['/sub/__footlight/loader.js', '/sub/', 'loader.js'],
  ['/__footlight/loader.js', '/sub/', 'loader.js'],
  ['/__footlightning/', '/', undefined],
  ['/other/__footlight/', '/sub/', undefined],
  ['/', '/', undefined],
])('%s under %s is ours as %s', (target, base, rest) => {
  expect(toOwnPath(target, base)).toBe(rest)
})

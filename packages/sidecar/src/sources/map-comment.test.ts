import { expect, test } from 'vitest'
import { readDebugId, readMapAddress } from './map-comment.ts'

test.each([
  ['let a\n//# sourceMappingURL=a.js.map', 'a.js.map'],
  ['let a\n//# sourceMappingURL=a.js.map\n\n', 'a.js.map'],
  ['let a\r\n//@ sourceMappingURL=a.js.map\r\n', 'a.js.map'],
  ['let a\n//# sourceMappingURL=a.js.map\n//# debugId=1', 'a.js.map'],
  ['//# sourceMappingURL=old.map\nlet a\n//# sourceMappingURL=new.map', 'new.map'],
  ['let a', undefined],
  ['//# sourceMappingURL=a.js.map\nlet a', undefined],
  ['let a = "//# sourceMappingURL=a.js.map"', undefined],
  ['sourceMappingURL=a.js.map', undefined],
  ['let a\n//# sourceMappingURL=', undefined],
  ['let a\n//# sourceMappingURL=a b', undefined],
])('of %j the map is %s', (text, address) => {
  expect(readMapAddress(text)).toBe(address)
})

test('a debug id is read in small letters', () => {
  expect(readDebugId('let a\n//# debugId=4F2A\n//# sourceMappingURL=a.map')).toBe('4f2a')
})

test('a comment that something follows for pages is none of the end', () => {
  expect(readMapAddress(`//# sourceMappingURL=a.map\n${'// more\n'.repeat(1000)}`)).toBeUndefined()
})

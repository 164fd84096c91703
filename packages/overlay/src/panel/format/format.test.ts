import { describe, expect, test } from 'vitest'
import { toBytesText } from './byte-text.ts'
import { toClockText, toIsoText } from './clock-time.ts'
import { toCounted, toCountText, toShareText, toShortCountText } from './number.ts'
import { toBarePath, toShortPath } from './short-path.ts'

describe('numbers', () => {
  test.each([
    ['thousands are parted', toCountText(1284), '1,284'],
    ['where there is little room they are short', toShortCountText(2413), '2.4k'],
    ['one is one', toCounted(1, 'event'), '1 event'],
    ['none are many', toCounted(0, 'event'), '0 events'],
    ['a share has a blank that does not break', toShareText(61, 100), '61\u00a0%'],
    ['a share of nothing says nothing', toShareText(0, 0), ''],
    ['bytes', toBytesText(512), '512\u00a0B'],
    ['just under a step goes over', toBytesText(1023), '1\u00a0KB'],
    ['megabytes keep a digit while they are few', toBytesText(1_572_864), '1.5\u00a0MB'],
  ])('%s', (_sentence, text, expected) => {
    expect(text).toBe(expected)
  })
})

describe('times', () => {
  test('a time that no date can hold is no error', () => {
    expect(toClockText(Number.MAX_VALUE)).toBe('–')
    expect(toIsoText(1e300)).toBe('1e+300')
  })
})

describe('paths', () => {
  test.each([
    ['a short one stays', toShortPath('src/server/cart.ts'), 'src/server/cart.ts'],
    [
      'a long one loses its middle',
      toShortPath('src/one/two/three/four/five/six/seven/cart.ts', 30),
      'src/…/five/six/seven/cart.ts',
    ],
    ['a root stays a root', toShortPath('/home/a/b/c/d/e/f/cart.ts', 20), '/home/…/e/f/cart.ts'],
    ['a name too long keeps its end', toShortPath('x'.repeat(50), 10), `…${'x'.repeat(9)}`],
    ['a dev server leaves', toBarePath('http://localhost:5173/src/a.ts?t=17'), 'src/a.ts'],
    ['a file address is a path', toBarePath('file:///home/a.ts'), '/home/a.ts'],
  ])('%s', (_sentence, text, expected) => {
    expect(text).toBe(expected)
  })
})

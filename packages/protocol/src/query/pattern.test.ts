import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { matchesPattern, readPattern, toContaining } from './pattern.ts'
import { toEscaped } from './scan.ts'

describe('readPattern', () => {
  test.each([
    ['a text is one segment', 'JWT', ['jwt']],
    ['a star splits', 'a*b', ['a', 'b']],
    ['stars at both ends', '*JWT*expired*', ['', 'jwt', 'expired', '']],
    ['many stars are one', 'a***b', ['a', 'b']],
    ['an escaped star is none', 'a\\*b', ['a*b']],
    ['a star behind an escaped backslash is one', 'a\\\\*b', ['a\\', 'b']],
    ['a backslash before anything else stays', 'C:\\temp\\*', ['c:\\temp*']],
    ['an escaped quote', 'say \\"hi\\"*', ['say "hi"', '']],
    ['nothing', '', ['']],
    ['only stars', '**', ['', '']],
    ['other letters keep their case', 'ÄB*', ['Äb', '']],
  ])('%s', (_sentence, raw, segments) => {
    expect(readPattern(raw).segments).toEqual(segments)
  })
})

describe('matchesPattern', () => {
  test.each([
    ['a text is all of it', 'abc', 'abc', true],
    ['and no part of it', 'abc', 'abcd', false],
    ['either case', 'AbC', 'aBc', true],
    ['of ASCII letters only', 'ä', 'Ä', false],
    ['a beginning', 'ab*', 'abc', true],
    ['not elsewhere', 'ab*', 'xab', false],
    ['an end', '*bc', 'abc', true],
    ['not elsewhere either', '*bc', 'bcd', false],
    ['a middle', '*b*', 'abc', true],
    ['in order', '*a*b*', 'b a', false],
    ['pieces do not overlap', 'ab*ba', 'aba', false],
    ['they may touch', 'ab*ba', 'abba', true],
    ['the last one counts from the end', 'a*b*c', 'abcbc', true],
    ['nothing is nothing', '', '', true],
    ['and nothing else', '', 'a', false],
    ['a star is anything', '*', '', true],
    ['over lines', 'a*b', 'a\n\nb', true],
    ['a letter whose lower case is longer', '*x', 'İİx', true],
  ])('%s', (_sentence, raw, text, matches) => {
    expect(matchesPattern(readPattern(raw), text)).toBe(matches)
  })

  test('agrees with a regular expression', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c') })
    fc.assert(
      fc.property(fc.array(letters, { minLength: 1 }), letters, (parts, text) => {
        const pattern = readPattern(parts.map(toEscaped).join('*'))
        const expected = new RegExp(`^${parts.join('.*')}$`, 's').test(text)
        expect(matchesPattern(pattern, text)).toBe(expected)
      }),
    )
  })

  test.each([
    ['a+b in many as', `*${'a'.repeat(1000)}b*`, 'a'.repeat(1_000_000)],
    ['a b before many as', `*b${'a'.repeat(1000)}*`, 'a'.repeat(1_000_000)],
    ['many stars', 'a*'.repeat(10_000) + 'b', 'a'.repeat(1_000_000)],
    ['one piece often', '*ab'.repeat(10_000) + 'c', 'ab'.repeat(500_000)],
  ])('a million characters in a moment: %s', (_sentence, raw, text) => {
    const pattern = readPattern(raw)
    const start = performance.now()
    expect(matchesPattern(pattern, text)).toBe(false)
    expect(performance.now() - start).toBeLessThan(10_000)
  })
})

describe('toContaining', () => {
  test.each([
    ['b', 'abc', true],
    ['a*c', 'xabcx', true],
    ['*b*', 'abc', true],
    ['c*a', 'abc', false],
    ['*', 'abc', true],
  ])('%s in %s', (raw, text, matches) => {
    expect(matchesPattern(toContaining(readPattern(raw)), text)).toBe(matches)
  })
})

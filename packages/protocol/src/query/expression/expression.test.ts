import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { matchesExpression, readExpression } from './expression.ts'

function matches(expression: string, text: string): boolean {
  const reading = readExpression(expression)
  if (!reading.ok) throw new Error(reading.detail)
  return matchesExpression(reading.expression, text)
}

describe('a regular expression', () => {
  test.each([
    ['is found anywhere', 'b', 'abc', true],
    ['in either case', 'B', 'abc', true],
    ['in either case of the text', 'b', 'ABC', true],
    ['nothing is everywhere', '', 'abc', true],
    ['a dot is one character', 'a.c', 'abc', true],
    ['but no line feed', 'a.c', 'a\nc', false],
    ['a star is any number', '^ab*c$', 'abbbc', true],
    ['also none', '^ab*c$', 'ac', true],
    ['a plus is one or more', '^ab+c$', 'ac', false],
    ['a question mark is one or none', '^ab?c$', 'abbc', false],
    ['exactly three', '^a{3}$', 'aaa', true],
    ['exactly three, not two', '^a{3}$', 'aa', false],
    ['two or more', '^a{2,}$', 'aaaa', true],
    ['two to three', '^a{2,3}$', 'aaaa', false],
    ['few first makes no difference', '^a+?b$', 'aab', true],
    ['braces that are no bounds', 'a{b', 'a{b', true],
    ['one or the other', '^(?:time|run)out$', 'runout', true],
    ['one or the other, not both', '^(time|run)out$', 'timerunout', false],
    ['one of three', '^(a|b|c)$', 'c', true],
    ['or nothing', '^a(b|)$', 'a', true],
    ['a class', '^[a-c_]+$', 'ab_c', true],
    ['a class in either case', '^[A-C]+$', 'abc', true],
    ['all but a class', '^[^0-9]+$', 'ab1', false],
    ['all but a class in either case', '[^A-Z]', 'abc', false],
    ['a dash at the end of a class', '^[a-]+$', 'a-a', true],
    ['a bracket in a class', '^[\\]]$', ']', true],
    ['digits', '^\\d+$', '42', true],
    ['no digits', '^\\D+$', '4x', false],
    ['digits in a class', '^[\\d.]+$', '1.5', true],
    ['no digits in a class', '^[\\D]$', '1', false],
    ['words', '^\\w+$', 'a_1', true],
    ['blanks', '^\\s$', '\u00a0', true],
    ['an edge of a word', '\\bfoo\\b', 'a foo.', true],
    ['no edge', '\\bfoo\\b', 'food', false],
    ['inside a word', '\\Boo', 'food', true],
    ['the beginning is that of the text', '^b', 'a\nb', false],
    ['an escaped point', '^a\\.b$', 'axb', false],
    ['an escaped quote', '^\\"$', '"', true],
    ['a tab', '\\t', 'a\tb', true],
    ['a choice of anchors', '^a|b$', 'xb', true],
    ['repeated nothing', '^(a*)*$', 'aaa', true],
    ['repeated empty choice', '^(|a)+$', 'aa', true],
  ])('%s', (_sentence, expression, text, expected) => {
    expect(matches(expression, text)).toBe(expected)
  })

  test.each([
    ['a parenthesis without end', 'a(b', 1, 'nothing closes'],
    ['one too many', 'ab)', 2, 'nothing opens'],
    ['a bracket without end', 'a[b', 1, 'nothing closes'],
    ['nothing to repeat', 'a|*', 2, 'nothing to repeat'],
    ['repeated twice', 'a{2}{3}', 1, 'nothing to repeat'],
    ['bounds in the wrong order', 'a{3,2}', 1, 'wrong order'],
    ['look-ahead', 'a(?=b)', 1, 'not supported'],
    ['a reference back', '(a)\\1', 3, 'not supported'],
    ['a property', '\\p{L}', 0, 'not supported'],
    ['a backslash at the end', 'a\\', 1, 'not supported'],
    ['groups too deep', '('.repeat(51) + ')'.repeat(51), 50, 'too deep'],
    ['more steps than are taken', 'a{9999}', 0, 'too large'],
    ['nothing, very often', '((((){999}){999}){999}){999}', 0, 'too large'],
  ])('%s is refused', (_sentence, expression, at, detail) => {
    const reading = readExpression(expression)
    expect(reading).toMatchObject({ ok: false, at })
    expect(reading.ok ? '' : reading.detail).toContain(detail)
  })

  test('agrees with the one of JavaScript', () => {
    const atoms = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '(a|b)', '(?:ab)', '\\w', '(|b)')
    const parts = fc.tuple(atoms, fc.constantFrom('', '', '*', '+', '?', '{2}', '{1,2}', '+?'))
    const expressions = fc
      .tuple(
        fc.constantFrom('', '^'),
        fc.array(parts, { maxLength: 5 }),
        fc.constantFrom('', '$', '|a', '\\b'),
      )
      .map(([start, list, end]) => start + list.flat().join('') + end)
    const texts = fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' ', 'A'), maxLength: 12 })
    fc.assert(
      fc.property(expressions, texts, (expression, text) => {
        expect(matches(expression, text)).toBe(new RegExp(expression, 'i').test(text))
      }),
      { numRuns: 3000 },
    )
  })

  test('never throws', () => {
    const texts = fc.string({ unit: fc.constantFrom(...Array.from('ab()[]{}1,?*+|^$\\-.dwsn')) })
    fc.assert(
      fc.property(texts, (text) => {
        const reading = readExpression(text)
        if (reading.ok) matchesExpression(reading.expression, text)
      }),
      { numRuns: 3000 },
    )
  })

  test.each([
    ['(a+)+$', 'a'.repeat(50_000) + 'b'],
    ['(a|a)*c', 'a'.repeat(50_000)],
    ['(.*a){20}b', 'a'.repeat(20_000)],
    ['(x+x+)+y', 'x'.repeat(50_000)],
  ])('%s does not hang', (expression, text) => {
    const start = performance.now()
    expect(matches(expression, text)).toBe(false)
    expect(performance.now() - start).toBeLessThan(10_000)
  })
})

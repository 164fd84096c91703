import { describe, expect, test } from 'vitest'
import { toJsonLine } from './json-line.ts'
import { toLogfmtLine } from './logfmt.ts'

describe('a logfmt line', () => {
  test.each([
    [{ level: 'error', n: 3, on: true }, 'level=error n=3 on=true'],
    [{ msg: 'two\nlines' }, 'msg="two\\nlines"'],
    [{ msg: 'a "quote" \\' }, 'msg="a \\"quote\\" \\\\"'],
    [{ 'a key': 'x', none: undefined, no: null }, 'a_key=x'],
    [{ msg: '\u001B[31m' }, 'msg="\\u001b[31m"'],
    [{ list: [1, 'a b'] }, 'list="[1,\\"a b\\"]"'],
    [{ empty: '' }, 'empty=""'],
  ])('%j', (fields, line) => {
    expect(toLogfmtLine(fields)).toBe(line)
  })
})

describe('a JSON line', () => {
  test.each([
    '\u001B[31m\u009B2J',
    'a\nb\u2028c',
    '\u202Eevil',
    'Zürich 日本 👩‍💻',
    '\u{E0041}x',
    '\uFEFF',
  ])('%j means the same and is safe to look at', (text) => {
    const line = toJsonLine({ text })
    expect(JSON.parse(line)).toEqual({ text })
    // oxlint-disable-next-line no-control-regex -- these are what it is about
    expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u202e\ufeff\u{e0041}]/u)
  })

  test('bytes are named by their number', () => {
    expect(toJsonLine({ data: new Uint8Array(3) })).toBe('{"data":"3 bytes"}')
  })
})

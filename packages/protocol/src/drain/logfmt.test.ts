import { expect, test } from 'vitest'
import { readLogfmt } from './logfmt.ts'

test.each<[string, string, Readonly<Record<string, string>>]>([
  [
    'Heroku\u2019s router',
    'at=error code=H12 desc="Request timeout" path="/a b?c=d" fwd="1.2.3.4" service=30000ms status=503',
    {
      at: 'error',
      code: 'H12',
      desc: 'Request timeout',
      path: '/a b?c=d',
      fwd: '1.2.3.4',
      service: '30000ms',
      status: '503',
    },
  ],
  [
    'samples',
    'sample#db_size=43bytes sample#load-avg-1m=0.05',
    { 'sample#db_size': '43bytes', 'sample#load-avg-1m': '0.05' },
  ],
  ['words between', 'done user.id=5 and more', { 'user.id': '5' }],
  ['an empty value', 'a= b=1', { a: '', b: '1' }],
  ['an escaped quote', 'a="say \\"hi\\"" b=1', { a: 'say "hi"', b: '1' }],
  ['a quote without its end', 'a="open b=1', { a: '"open', b: '1' }],
  ['none', 'State changed from starting to up', {}],
  ['code', 'if (a == b) c=>d', { c: '>d' }],
])('%s', (_sentence, line, pairs) => {
  expect(readLogfmt(line)).toEqual(pairs)
})

test('a key cannot change the prototype', () => {
  expect(Object.keys(readLogfmt('__proto__=1'))).toEqual(['__proto__'])
})

test('lines made to be slow are not', () => {
  expect(readLogfmt('a="'.repeat(5_000))).toBeDefined()
  expect(readLogfmt('\\"'.repeat(8_000))).toEqual({})
  expect(
    Object.keys(readLogfmt(Array.from({ length: 2_000 }, (_, i) => `k${i}=`).join(' '))),
  ).toHaveLength(200)
})

import { describe, expect, test } from 'vitest'
import { createMasker, openMasker } from './masker.ts'

describe('secrets in text', () => {
  test.each([
    ['a bearer token', 'sent Bearer abc.def-123', 'sent Bearer [masked]', 1],
    ['the way HTTP says it', 'Authorization: Basic dXNlcjpwYXNz', 'Authorization: [masked]', 1],
    ['cookies to the end of the line', 'Cookie: a=1; b=2\nnext', 'Cookie: [masked]\nnext', 1],
    ['a JWT', 'got eyJhbGciOiJI.eyJzdWIiOiIx.c2lnbmF0dXJl', 'got [masked]', 1],
    ['keys by their shape', 'sk_live_51Habcdefgh AKIAIOSFODNN7EXAMPLE', '[masked] [masked]', 2],
    ['a password in an address', 'postgres://app:hunter2@db/x', 'postgres://app:[masked]@db/x', 1],
    ['a DSN has a public key', 'http://abc@localhost:8969/1', 'http://abc@localhost:8969/1', 0],
    [
      'a query',
      '/cb?code=1&access_token=a1b2c3d4e5&x=2',
      '/cb?code=1&access_token=[masked]&x=2',
      1,
    ],
    [
      'a query behind a whole address',
      'GET http://localhost:3000/cb?access_token=a1b2c3d4e5',
      'GET http://localhost:3000/cb?access_token=[masked]',
      1,
    ],
    ['JSON', '{"password":"hunter2","a":1}', '{"password":[masked],"a":1}', 1],
    [
      'what only sounds like one',
      'Unexpected token: foo, basic authentication',
      'Unexpected token: foo, basic authentication',
      0,
    ],
    ['a card', 'paid with 4111 1111 1111 1111.', 'paid with [masked].', 1],
    ['no card: wrong last digit', '4111 1111 1111 1112', '4111 1111 1111 1112', 0],
    ['no card: a time', '1795180000000', '1795180000000', 0],
    [
      'a private key',
      'x -----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY----- y',
      'x [masked] y',
      1,
    ],
    ['a key without an end', '-----BEGIN PRIVATE KEY-----\nMIIE', '[masked]', 1],
    ['plain text', 'checkout failed for user 42', 'checkout failed for user 42', 0],
  ])('%s', (_sentence, text, expected, count) => {
    const masker = createMasker()
    expect(masker.text(text)).toBe(expected)
    expect(masker.count()).toBe(count)
  })

  test('a megabyte of the worst is read in a moment', () => {
    const start = performance.now()
    for (const piece of [
      'password=',
      '://a:',
      'a-',
      '-----BEGIN PRIVATE KEY-----',
      '4 ',
      'cookie',
    ]) {
      createMasker().text(piece.repeat(1e6 / piece.length))
    }
    expect(performance.now() - start).toBeLessThan(10_000)
  })
})

describe('secrets by name', () => {
  test.each([
    ['password', 'hunter2', '[masked]'],
    ['http.request.header.authorization', 'x', '[masked]'],
    ['apiKey', 'x', '[masked]'],
    ['X-Api-Key', ['x', 'y'], ['[masked]', '[masked]']],
    ['access_token', 'x', '[masked]'],
    ['gen_ai.usage.total_tokens', 512, 512],
    ['token_count', 'many', 'many'],
    ['hasPassword', true, true],
    ['cookie', '[Filtered]', '[Filtered]'],
    ['card', 4111111111111111, '[masked]'],
    [
      'user',
      { name: 'Ann', session: { sessionId: 'abc' } },
      { name: 'Ann', session: { sessionId: '[masked]' } },
    ],
    ['cookies', { sid: 'abc', n: 3 }, { sid: '[masked]', n: 3 }],
    [
      'headers',
      [
        ['Cookie', 'a=b'],
        ['Accept', 'text/html'],
      ],
      [
        ['Cookie', '[masked]'],
        ['Accept', 'text/html'],
      ],
    ],
    [
      'attributes',
      [{ key: 'db.password', value: { stringValue: 'x' } }],
      [{ key: 'db.password', value: { stringValue: '[masked]' } }],
    ],
  ])('%s', (name, value, expected) => {
    expect(createMasker().value(name, value)).toEqual(expected)
  })

  test('nothing is masked for whoever asked to see it', () => {
    expect(openMasker.value('password', 'hunter2')).toBe('hunter2')
  })
})

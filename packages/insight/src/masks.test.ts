import { describe, expect, test } from 'vitest'
import { maskParameters } from './masks.ts'

describe('values become placeholders', () => {
  test.each([
    ['email', 'no user ada.l+x@mail.example.com here', 'no user <email> here'],
    ['url', 'GET http://localhost:5173/a?t=1#x failed', 'GET <url> failed'],
    ['url of another scheme', 'redis://cache:6379/0 is gone', '<url> is gone'],
    ['url in quotes', "'https://a.b/c' (404)", "'<url>' (<int>)"],
    ['hostname', 'getaddrinfo ENOTFOUND db.shop.internal', 'getaddrinfo ENOTFOUND <hostname>'],
    ['ip', 'connect ECONNREFUSED 127.0.0.1:5432', 'connect ECONNREFUSED <ip>:<int>'],
    ['ip at the end of a sentence', 'from 10.0.0.7.', 'from <ip>.'],
    ['ip, version 6', 'connect ECONNREFUSED ::1:3000', 'connect ECONNREFUSED <ip>'],
    ['ip, version 6, whole', '2001:db8:0:0:0:0:0:1 left', '<ip> left'],
    [
      'traceparent',
      '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01 lost',
      '<traceparent> lost',
    ],
    ['sentry-trace', '4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-1', '<traceparent>'],
    ['uuid', 'cart 7f2c1d3e-4b5a-6978-8796-a5b4c3d2e1f0', 'cart <uuid>'],
    ['sha1', 'at da39a3ee5e6b4b0d3255bfef95601890afd80709', 'at <sha1>'],
    ['md5', 'etag d41d8cd98f00b204e9800998ecf8427e', 'etag <md5>'],
    ['date', 'since 2026-11-20', 'since <date>'],
    ['date and time', '2026-11-20T10:00:00.123Z: late', '<date>: late'],
    ['date and time with a blank', '2026-11-20 10:00:00,123 +01:00 late', '<date> late'],
    ['date of JavaScript', 'Fri Nov 20 2026 10:00:00 GMT+0100 is past', '<date> is past'],
    ['date of HTTP', 'Fri, 20 Nov 2026 10:00:00 GMT', '<date>'],
    ['date in letters', 'due Nov 20, 2026', 'due <date>'],
    ['date of Europe', '20.11.2026 is no date', '<date> is no date'],
    ['date of America with its time', '11/20/2026, 9:05 PM', '<date>'],
    ['time', 'at 10:00:00', 'at <date>'],
    ['duration', 'timeout of 30000ms exceeded', 'timeout of <duration> exceeded'],
    ['duration in words', 'no answer within 2.5 seconds', 'no answer within <duration>'],
    ['hex', 'at 0x7fff5fbff8c0', 'at <hex>'],
    ['hex without its mark', 'blob 9f86d081884c7d65 is gone', 'blob <hex> is gone'],
    ['a long number', 'order 1234567890', 'order <hex>'],
    ['git sha', 'at commit a1b2c3d', 'at commit <sha>'],
    ['float', 'ratio 0.25 of -3.5', 'ratio <float> of <float>'],
    ['float with an exponent', '1e21 and 6.02e+23', '<float> and <float>'],
    ['int', 'index 9 of -3', 'index <int> of <int>'],
    ['int behind a dash', 'item-42', 'item-<int>'],
    ['version', 'needs 1.2.3', 'needs <int>.<int>.<int>'],
    ['quoted string', `name="ada" role='admin'`, 'name=<quoted> role=<quoted>'],
    ['boolean', 'retry=true cache=False', 'retry=<bool> cache=<bool>'],
    ['line and column of a compiler', 'Unexpected token (12:34)', 'Unexpected token (<int>:<int>)'],
  ])('%s', (_sentence, text, expected) => {
    expect(maskParameters(text)).toBe(expected)
  })
})

describe('words stay', () => {
  test.each([
    ['orders.map is not a function'],
    ["Cannot read properties of undefined (reading 'price')"],
    ['Failed to resolve import "./cart.ts" from "src/main.ts"'],
    ['std::bad_alloc and App::Cart'],
    ['user42 has item_3 at v2'],
    ['deadbeef and facade are words'],
    ['window.app is true, mode is dark'],
    ['x == y'],
    ['user %s has %s carts'],
    ['{name} is {age}'],
    ['日本語 ☂ — “quoted”'],
  ])('%s', (text) => {
    expect(maskParameters(text)).toBe(text)
  })
})

/** Something that each mask looks for first, and that none of them takes. */
const signs = `@ :// .a 1.2. :: :a: ${'a'.repeat(41)}- -aaaa- 1: 1 a 0x 1e .1 =" =' =t`

describe('a long text made to hurt takes no longer than one of words', () => {
  test.each([
    ['a'],
    ['a.'],
    ['a-'],
    ['a@'],
    ['a@a.'],
    ['@'],
    ['1'],
    ['1.'],
    ['1:'],
    ['1-'],
    ['1 '],
    ['11:11:'],
    ['1/1/'],
    [':'],
    ['::'],
    ['1::'],
    ['ab:'],
    ['0x'],
    ['f'],
    ['A'],
    ['a1'],
    ['-'],
    ['.'],
    ['='],
    ['="'],
    ["=' "],
    ['=t'],
    ['a://'],
    ['a+'],
    ['aaaaaaaa-aaaa-'],
    ['00-'],
    ['mon '],
    ['jan 1 '],
    ['may'],
    ['1e'],
    ['1e+'],
    [' '],
    ['\n'],
    ['com.'],
    ['.com'],
  ])('%j', (seed) => {
    const text = `x ="${seed.repeat(200_000 / seed.length)}! ${signs}`
    const begin = performance.now()
    maskParameters(text)
    // Hundreds of times what was measured; anything quadratic takes a minute.
    expect(performance.now() - begin).toBeLessThan(10_000)
  })
})

import { expect, test } from 'vitest'
import { listBlockedParts } from './content-policy.ts'

const url = new URL('http://localhost:5173/')

test.each([
  ['no directive about it allows all', ["object-src 'none'"], false, []],
  [
    'an own origin and inline scripts are all that is needed',
    ["default-src 'self' 'unsafe-inline'"],
    false,
    [],
  ],
  [
    'the fallback is named where it decides',
    ["default-src 'none'"],
    false,
    ['inline default-src', 'script default-src', 'connect default-src', 'frame default-src'],
  ],
  [
    'a nonce switches unsafe-inline off',
    ["script-src 'self' 'unsafe-inline' 'nonce-abc'"],
    false,
    ['inline script-src'],
  ],
  ['our script has the nonce', ["script-src 'self' 'nonce-abc'"], true, []],
  [
    'strict-dynamic switches addresses off',
    ["script-src 'self' 'nonce-abc' 'strict-dynamic'"],
    false,
    ['inline script-src', 'script script-src'],
  ],
  ['strict-dynamic with our nonce', ["script-src 'nonce-abc' 'strict-dynamic'"], true, []],
  ['script-src-elem goes before script-src', ["script-src 'none'; script-src-elem *"], true, []],
  [
    'what is sent elsewhere only',
    ['connect-src https://api.example.com'],
    true,
    ['connect connect-src'],
  ],
  ['an address of the same server', ['connect-src http://localhost:5173'], true, []],
  [
    'another port of it is another server',
    ['connect-src http://localhost:3000'],
    true,
    ['connect connect-src'],
  ],
  ['any port of it', ['connect-src localhost:*'], true, []],
  [
    'of two with one name the first counts',
    ["frame-src 'none'; frame-src 'self'"],
    true,
    ['frame frame-src'],
  ],
  [
    'several policies have to agree',
    ["connect-src 'self', connect-src https://a.example", "frame-src 'none'"],
    true,
    ['connect connect-src', 'frame frame-src'],
  ],
])('%s', (_sentence, policies, hasNonce, expected) => {
  const blocked = listBlockedParts(policies, { url, hasNonce })
  expect(blocked.map(({ part, directive }) => `${part} ${directive}`)).toEqual(expected)
})

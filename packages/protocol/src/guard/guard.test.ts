import { describe, expect, test } from 'vitest'
import { toKeptPath } from './kept-path.ts'
import { readLabelPrefix, toLabelPrefix } from './label-prefix.ts'
import type { AddressLabels } from './label-prefix.ts'
import { readGuardPolicies } from './policy.ts'
import { readSentryAddress } from './sentry-address.ts'
import { readTunnelled } from './tunnelled.ts'

function read(address: string, hasAuth = false) {
  return readSentryAddress(new URL(address), hasAuth)
}

describe('addresses of Sentry', () => {
  test.each([
    [
      'https://o1.ingest.sentry.io/api/42/envelope/?sentry_key=k',
      '42',
      '/api/42/envelope/?sentry_key=k',
    ],
    ['https://o1.ingest.us.sentry.io/api/42/store/', '42', '/api/42/store/'],
    [
      'http://self.hosted:9000/sentry/api/7/envelope/?sentry_version=7&sentry_key=k',
      '7',
      '/api/7/envelope/?sentry_version=7&sentry_key=k',
    ],
    [
      'https://o1.ingest.sentry.io/api/42/minidump/?sentry_key=k',
      '42',
      '/api/42/minidump/?sentry_key=k',
    ],
    [
      'https://o1.ingest.sentry.io/api/42/security/?sentry_key=k',
      '42',
      '/api/42/security/?sentry_key=k',
    ],
  ])('%s', (address, project, path) => {
    expect(read(address)).toEqual({ host: new URL(address).host, project, path })
  })

  test('an address without a key, whose headers have one', () => {
    expect(read('http://self.hosted/api/7/store/')).toBeUndefined()
    expect(read('http://self.hosted/api/7/store/', true)?.project).toBe('7')
  })

  test.each([
    'https://example.com/api/7/envelope/',
    'https://example.com/api/store/?sentry_key=k',
    'https://sentry.io.example.com/api/7/store/',
    'https://notsentry.io/api/7/store/',
    'https://sentry.io/api/0/projects/',
    'https://example.com/?next=/api/7/envelope/?sentry_key=k',
  ])('%s is the app’s own', (address) => {
    expect(read(address)).toBeUndefined()
  })
})

describe('tunnels', () => {
  const header = '{"event_id":"a","dsn":"https://k@o1.ingest.sentry.io/42"}'

  test('an envelope tells where it would go', () => {
    expect(readTunnelled(`${header}\n{"type":"event"}\n{}`)).toEqual({
      host: 'o1.ingest.sentry.io',
      project: '42',
    })
  })

  test.each([
    ['JSON', '{"dsn":"https://k@o1.ingest.sentry.io/42"}'],
    ['lines of something else', `${header}\n[1]`],
    ['an envelope without a DSN', '{"event_id":"a"}\n{"type":"event"}\n{}'],
    ['a header that never ends', `{"dsn":"${'x'.repeat(9000)}\n{"type":"event"}`],
    ['text', 'dsn'],
  ])('%s is the app’s own', (_sentence, body) => {
    expect(readTunnelled(body)).toBeUndefined()
  })
})

test.each([
  [undefined, '1', 'keep'],
  ['', '1', 'keep'],
  ['off', '1', 'off'],
  ['MIRROR', undefined, 'mirror'],
  ['kepe', '1', 'keep'],
  ['keep, 42=mirror', '42', 'mirror'],
  ['keep,42=mirror', '1', 'keep'],
  ['off,42=nonsense', '42', 'off'],
])('the policy %s for project %s', (text, project, policy) => {
  expect(readGuardPolicies(text).of(project)).toBe(policy)
})

test.each([
  ['/api/1/store/', '/api/1/store/?footlight_guard=keep&footlight_host=a%3A1'],
  ['/api/1/store/?x=y', '/api/1/store/?x=y&footlight_guard=keep&footlight_host=a%3A1'],
])('what was caught at %s', (path, expected) => {
  expect(toKeptPath(path, 'a:1', 'keep')).toBe(expected)
})

test.each<[AddressLabels, Record<string, string>]>([
  [{ run: 'r-1', service: 'läden/@api' }, {}],
  [
    { run: 'r-1', service: 'api', keptFrom: 'self.hosted:9000' },
    { footlight_guard: 'keep', footlight_host: 'self.hosted:9000' },
  ],
])('labels %j come back from the path', (labels, more) => {
  const prefix = toLabelPrefix(labels)
  expect(prefix).toMatch(/^\/as\/[\w-]+$/)
  const known = readLabelPrefix(`${prefix}/api/42/envelope`)
  expect(known?.rest).toBe('/api/42/envelope')
  const { run, service } = labels
  expect(Object.fromEntries(known?.labels ?? [])).toEqual({ run, service, ...more })
})

test.each(['/api/42/envelope', '/as/a/api/42/envelope', '/as//api/42/envelope', '/as/aGk'])(
  '%s has no labels',
  (path) => {
    expect(readLabelPrefix(path)).toBeUndefined()
  },
)

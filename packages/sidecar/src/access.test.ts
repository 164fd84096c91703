import { describe, expect, test } from 'vitest'
import { createAccess, isLoopbackAddress } from './access.ts'
import type { AccessOptions, AccessRequest, Decision } from './access.ts'

const options: AccessOptions = {
  token: 'read-token',
  ingestKey: 'ingest-key',
  allowedHosts: [],
  allowedOrigins: [],
  isOpen: false,
  bridges: [],
  onRefusal: () => undefined,
}

const request: AccessRequest = {
  purpose: 'ingest',
  method: 'POST',
  peer: '127.0.0.1',
  arrivedAt: '127.0.0.1',
  host: '127.0.0.1:8969',
  origin: undefined,
  fetchSite: undefined,
  referer: undefined,
  contentType: undefined,
  token: undefined,
  ingestKey: undefined,
}

function decide(
  more: Partial<AccessRequest>,
  open: Partial<AccessOptions> = {},
  dev?: string,
): Decision {
  const access = createAccess({ ...options, ...open })
  if (dev !== undefined) access.register(dev)
  return access.decide({ ...request, ...more })
}

function outcome(decision: Decision): string {
  return decision.ok ? 'yes' : `${decision.status} ${decision.refused.code}`
}

describe('the Host', () => {
  test.each([
    ['127.0.0.1:8969', 'yes'],
    ['127.9.9.9', 'yes'],
    ['localhost:8969', 'yes'],
    ['LOCALHOST', 'yes'],
    ['app.localhost:3000', 'yes'],
    ['[::1]:8969', 'yes'],
    ['evil.example', '403 host'],
    ['evil.example:8969', '403 host'],
    ['127.0.0.1.evil.example', '403 host'],
    ['localhost.evil.example', '403 host'],
    ['evillocalhost', '403 host'],
    ['', '403 host'],
    ['10.0.0.5', '403 host'],
    [undefined, '403 host'],
  ])('%s: %s', (host, expected) => {
    expect(outcome(decide({ host }))).toBe(expected)
    expect(outcome(decide({ host, purpose: 'presence' }))).toBe(expected)
    expect(outcome(decide({ host, purpose: 'page' }))).toBe(expected)
    expect(outcome(decide({ host, purpose: 'read', token: 'read-token' }))).toBe(expected)
  })

  test('a refusal says which flag would allow it', () => {
    const decision = decide({ host: 'my-box.lan:8969' })
    expect(decision.ok ? '' : decision.refused.fix).toContain('`--allow-host my-box.lan`')
    expect(outcome(decide({ host: 'my-box.lan:8969' }, { allowedHosts: ['my-box.lan'] }))).toBe(
      'yes',
    )
  })
})

describe('the Origin of what is sent', () => {
  test.each([
    [undefined, 'yes'],
    ['http://localhost:5173', 'yes'],
    ['https://app.localhost', 'yes'],
    ['http://127.0.0.1:3000', 'yes'],
    ['http://[::1]:3000', 'yes'],
    ['http://evil.example', '403 origin'],
    ['https://localhost.evil.example', '403 origin'],
    ['http://127.0.0.1.evil.example', '403 origin'],
    ['http://127.0.0.1@evil.example', '403 origin'],
    ['null', '403 origin'],
    ['file://', '403 origin'],
    ['ftp://localhost', '403 origin'],
    ['chrome-extension://abc', '403 origin'],
    ['not an origin', '403 origin'],
  ])('%s: %s', (origin, expected) => {
    expect(outcome(decide({ origin }))).toBe(expected)
  })

  test.each([
    ['http://localhost:5173', 'yes'],
    ['http://evil.example', '403 origin'],
    ['null', '403 origin'],
  ])('%s learns of the presence of a sidecar and loads its files: %s', (origin, expected) => {
    expect(outcome(decide({ origin, purpose: 'presence' }))).toBe(expected)
    expect(outcome(decide({ origin, purpose: 'page' }))).toBe(expected)
  })

  test.each([
    ['an image of a local page', 'http://localhost:5173/shop', 'yes'],
    ['an image of another site', 'http://evil.example/', '403 origin'],
    ['an image of a page that hides its name', undefined, '403 origin'],
  ])('%s', (_sentence, referer, expected) => {
    expect(outcome(decide({ method: 'GET', fetchSite: 'cross-site', referer }))).toBe(expected)
    expect(outcome(decide({ method: 'GET', fetchSite: 'same-site', referer }))).toBe('yes')
  })

  test('one that the plugin registered, or a flag allows', () => {
    expect(outcome(decide({ origin: 'http://shop.test:5173' }, {}, 'http://shop.test:5173/'))).toBe(
      'yes',
    )
    expect(
      outcome(
        decide(
          { origin: 'https://preview.example' },
          { allowedOrigins: ['https://preview.example'] },
        ),
      ),
    ).toBe('yes')
  })
})

describe('reading', () => {
  const read = { purpose: 'read', token: 'read-token' } as const

  test.each([
    ['no page at all', {}, 'yes'],
    ['the panel of this sidecar', { origin: 'http://127.0.0.1:8969' }, 'yes'],
    ['another local page', { origin: 'http://localhost:5173' }, '403 origin'],
    ['another site', { origin: 'http://evil.example' }, '403 origin'],
    ['no token', { token: undefined }, '401 token'],
    ['a wrong token', { token: 'wrong' }, '401 token'],
    ['an empty token', { token: '' }, '401 token'],
    ['the ingest key', { token: 'ingest-key' }, '401 token'],
  ])('%s', (_sentence, more, expected) => {
    expect(outcome(decide({ ...read, ...more }))).toBe(expected)
  })

  test('the dev server that the plugin registered', () => {
    expect(
      outcome(decide({ ...read, origin: 'http://localhost:5173' }, {}, 'http://localhost:5173')),
    ).toBe('yes')
    for (const origin of ['http://localhost:9999', 'http://localhost']) {
      expect(outcome(decide({ ...read, origin }, {}, 'http://localhost:5173'))).toBe('403 origin')
    }
  })
})

describe('changing', () => {
  const change = {
    purpose: 'change',
    token: 'read-token',
    contentType: 'application/json',
  } as const

  test.each([
    ['JSON with the token', {}, 'yes'],
    ['JSON with a charset', { contentType: 'Application/JSON; charset=utf-8' }, 'yes'],
    ['DELETE has no body', { method: 'DELETE', contentType: undefined }, 'yes'],
    ['a form', { contentType: 'text/plain' }, '415 content-type'],
    ['no type', { contentType: undefined }, '415 content-type'],
    ['no token', { token: undefined }, '401 token'],
    ['another page', { origin: 'http://evil.example' }, '403 origin'],
    ['an old form of another site', { fetchSite: 'cross-site' }, '403 origin'],
  ])('%s', (_sentence, more, expected) => {
    expect(outcome(decide({ ...change, ...more }))).toBe(expected)
  })
})

describe('peers beyond this machine', () => {
  test.each(['10.0.0.7', '192.168.1.2', 'fe80::1', '::ffff:10.0.0.7'])('%s is refused', (peer) => {
    expect(outcome(decide({ peer }))).toBe('403 peer')
    expect(outcome(decide({ peer, purpose: 'presence' }))).toBe('403 peer')
  })

  test('opened, they may send with the key, and read with the token', () => {
    const peer = '10.0.0.7'
    const open = { isOpen: true, allowedHosts: ['10.0.0.1'] }
    const host = '10.0.0.1:8969'
    expect(outcome(decide({ peer, host }, open))).toBe('403 key')
    expect(outcome(decide({ peer, host, ingestKey: 'ingest-key' }, open))).toBe('yes')
    expect(outcome(decide({ peer, host, purpose: 'read' }, open))).toBe('401 token')
    expect(outcome(decide({ peer, host, purpose: 'read', token: 'read-token' }, open))).toBe('yes')
  })

  test.each([
    ['127.0.0.1', true],
    ['127.255.0.3', true],
    ['::1', true],
    ['::ffff:127.0.0.1', true],
    ['128.0.0.1', false],
    ['127.0.0.1.evil', false],
    ['', false],
  ])('%s is loopback: %s', (address, expected) => {
    expect(isLoopbackAddress(address)).toBe(expected)
  })
})

describe('containers', () => {
  const bridge = { bridges: ['127.0.0.2'] }
  const arrivedAt = '127.0.0.2'

  test.each([
    ['host.docker.internal:8969', 'yes'],
    ['host.containers.internal:8969', 'yes'],
    ['127.0.0.2:8969', 'yes'],
    ['evil.example', '403 host'],
    ['host.docker.internal.evil.example', '403 host'],
  ])('send to %s at the address for them: %s', (host, expected) => {
    expect(outcome(decide({ arrivedAt, host }, bridge))).toBe(expected)
  })

  test.each(['presence', 'page', 'read', 'change', 'preflight-read'] as const)(
    'have no %s there, whatever they know',
    (purpose) => {
      const asked = { arrivedAt, purpose, token: 'read-token', contentType: 'application/json' }
      expect(outcome(decide({ ...asked, host: 'localhost' }, bridge))).toBe('403 bridge')
    },
  )

  test('of engines that come over loopback send by their name for this machine', () => {
    const host = 'host.docker.internal:8969'
    expect(outcome(decide({ host }))).toBe('yes')
    expect(outcome(decide({ host, purpose: 'read', token: 'read-token' }))).toBe('403 host')
  })

  test('a machine that routes to the address is none', () => {
    const host = 'host.docker.internal'
    expect(outcome(decide({ arrivedAt, host, peer: '10.0.0.7' }, bridge))).toBe('403 peer')
  })
})

describe('what was refused', () => {
  test('is counted by what it named', () => {
    const access = createAccess(options)
    access.decide({ ...request, host: 'evil.example' })
    access.decide({ ...request, host: 'evil.example' })
    expect(access.refusals()).toMatchObject([{ code: 'host', what: 'evil.example', count: 2 }])
  })

  test('cannot fill the memory', () => {
    const told = new Set<string>()
    const access = createAccess({
      ...options,
      onRefusal: ({ code, what, count }) => {
        if (count === 1) told.add(`${code} ${what}`)
      },
    })
    for (let index = 0; index < 10_000; index++)
      access.decide({ ...request, host: `evil${index}.example` })
    expect(access.refusals().length).toBeLessThanOrEqual(201)
    expect(access.refusals().at(-1)).toMatchObject({ what: 'others', count: 9800 })
    expect(told.size).toBeLessThanOrEqual(201)
  })

  test('names of strangers are fit to be printed', () => {
    const decision = decide({ origin: 'http://evil.example/\u001b[31m$(rm -rf)' })
    const { message, fix } = decision.ok ? { message: '', fix: '' } : decision.refused
    expect(message).not.toContain('\u001b')
    expect(fix).not.toMatch(/[$()]/)
  })
})

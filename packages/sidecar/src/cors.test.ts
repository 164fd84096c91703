import { expect, test } from 'vitest'
import { toCorsHeaders, toPreflightHeaders } from './cors.ts'

const origin = 'http://localhost:5173'

test('an answer is for the page that asked, and for isolated ones', () => {
  expect(toCorsHeaders({ origin })).toMatchObject({
    'access-control-allow-origin': origin,
    'cross-origin-resource-policy': 'cross-origin',
    vary: 'Origin',
  })
})

test('an answer to no page names none', () => {
  expect(toCorsHeaders({})).toEqual({ 'cross-origin-resource-policy': 'cross-origin' })
})

test.each([
  ['what exporters invent', 'x-vendor-key, content-type', 'x-vendor-key, content-type'],
  ['nothing', undefined, 'content-type'],
])('a preflight that asks for %s is allowed it', (_sentence, asked, allowed) => {
  const headers = toPreflightHeaders({
    origin,
    ...(asked !== undefined && { 'access-control-request-headers': asked }),
  })
  expect(headers['access-control-allow-headers']).toBe(allowed)
  expect(headers['access-control-allow-methods']).toContain('POST')
})

test.each(['private', 'local'])('pages of a public site may reach the %s network', (network) => {
  const asked = `access-control-request-${network}-network`
  const answer = `access-control-allow-${network}-network`
  expect(toPreflightHeaders({ origin, [asked]: 'true' })[answer]).toBe('true')
  expect(toPreflightHeaders({ origin })).not.toHaveProperty(answer)
})

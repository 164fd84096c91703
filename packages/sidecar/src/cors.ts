import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http'

/**
 * What lets a page of the developer's own use an answer. Only called once access has been granted:
 * the origin is one we know, so that it can be named instead of `*`.
 */
export function toCorsHeaders(headers: IncomingHttpHeaders): OutgoingHttpHeaders {
  const { origin } = headers
  if (origin === undefined) return { 'cross-origin-resource-policy': 'cross-origin' }
  return {
    'access-control-allow-origin': origin,
    'access-control-expose-headers':
      'x-sentry-error, x-sentry-rate-limits, retry-after, etag, location, upload-offset',
    // Pages that isolate themselves (COEP) may load only what says that it may be.
    'cross-origin-resource-policy': 'cross-origin',
    vary: 'Origin',
  }
}

/** The answer to a preflight. Headers are echoed: exporters and tracers invent their own. */
export function toPreflightHeaders(headers: IncomingHttpHeaders): OutgoingHttpHeaders {
  const asked = headers['access-control-request-headers']
  const isPrivate = headers['access-control-request-private-network'] === 'true'
  const isLocal = headers['access-control-request-local-network'] === 'true'
  return {
    ...toCorsHeaders(headers),
    'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS',
    'access-control-allow-headers': typeof asked === 'string' ? asked : 'content-type',
    'access-control-max-age': '3600',
    ...(isPrivate ? { 'access-control-allow-private-network': 'true' } : {}),
    ...(isLocal ? { 'access-control-allow-local-network': 'true' } : {}),
  }
}

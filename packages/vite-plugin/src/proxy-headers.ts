import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http'

/** Headers of one connection, not of the message: each hop makes its own. HTTP/2 forbids them. */
const HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/** A page's request as the sidecar gets it: under its own name, and without the app's cookies. */
export function toSidecarHeaders(headers: IncomingHttpHeaders, url: string): OutgoingHttpHeaders {
  const passed = Object.entries(headers).filter(
    ([name]) => !HOP.has(name) && !name.startsWith(':') && name !== 'host' && name !== 'cookie',
  )
  return { ...Object.fromEntries(passed), host: new URL(url).host }
}

export function toPageHeaders(headers: IncomingHttpHeaders): OutgoingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP.has(name)))
}

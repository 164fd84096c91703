import type { RequestOptions } from 'node:http'
import type { RequestAddress } from 'protocol'

/** What `http.request` is called with. */
export type RequestArguments = readonly unknown[]

export interface ReadRequest extends RequestAddress {
  readonly options: RequestOptions
  readonly callback: unknown
}

/**
 * Where a call of `http.request` goes, in each of its forms. `undefined` for nearly all of them,
 * after one look at the path: nobody but SDKs of Sentry posts to `/api/<id>/<one of some words>/`.
 */
export function readHttpCall(
  parameters: RequestArguments,
  protocol: 'http:' | 'https:',
): ReadRequest | undefined {
  const [first, second, third] = parameters
  if (typeof first !== 'string' && !(first instanceof URL)) {
    if (!isOptions(first) || !mayBeSentry(first.path)) return undefined
    return toRead(first, second, protocol)
  }
  if (!mayBeSentry(typeof first === 'string' ? first : first.pathname)) return undefined
  const url = toUrl(first)
  if (url === undefined) return undefined
  const isCallback = typeof second === 'function'
  const options: RequestOptions = {
    protocol: url.protocol,
    hostname: url.hostname,
    port: url.port,
    path: url.pathname + url.search,
    ...(isOptions(second) && !isCallback ? second : {}),
  }
  return toRead(options, isCallback ? second : third, protocol)
}

function mayBeSentry(path: unknown): boolean {
  return typeof path === 'string' && path.includes('/api/')
}

function toRead(
  options: RequestOptions,
  callback: unknown,
  protocol: 'http:' | 'https:',
): ReadRequest | undefined {
  const { hostname, host, path, port } = options
  const name = hostname ?? host ?? 'localhost'
  const usual = (options.protocol ?? protocol) === 'https:' ? '443' : '80'
  const number = String(port ?? '')
  const [pathname = '', ...rest] = (path ?? '/').split('?')
  const search = rest.length === 0 ? '' : `?${rest.join('?')}`
  const isNamed = number !== '' && number !== usual && !/:\d+$/.test(name)
  return { host: isNamed ? `${name}:${number}` : name, pathname, search, options, callback }
}

function isOptions(value: unknown): value is RequestOptions {
  return typeof value === 'object' && value !== null
}

function toUrl(value: string | URL): URL | undefined {
  if (typeof value !== 'string') return value
  return URL.canParse(value) ? new URL(value) : undefined
}

/** Whether the headers name a key of Sentry: the address does not have to, then. */
export function hasSentryAuth(headers: unknown): boolean {
  if (Array.isArray(headers)) return headers.some((name) => isAuthName(name))
  return typeof headers === 'object' && headers !== null && Object.keys(headers).some(isAuthName)
}

function isAuthName(name: unknown): boolean {
  return typeof name === 'string' && name.toLowerCase() === 'x-sentry-auth'
}

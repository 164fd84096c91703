import type { IncomingHttpHeaders } from 'node:http'

/** What a request says about who sends it: labels for telemetry, secrets for the rest. */
export interface Credentials {
  /** The DSN's public key: also the ingest key, from other machines. */
  readonly publicKey: string | undefined
  readonly client: string | undefined
  /** For reading and changing. */
  readonly token: string | undefined
}

/**
 * Sentry's five ways to say a key, and ours to say the token. Never required for sending from this
 * machine, never refused: more than one at once is common behind proxies.
 */
export function readCredentials(headers: IncomingHttpHeaders, query: URLSearchParams): Credentials {
  const authorization = headers.authorization ?? ''
  const [scheme = '', ...rest] = authorization.split(' ')
  const secret = rest.join(' ').trim()
  const own = readPairs(
    single(headers['x-sentry-auth']) ?? (/^sentry$/i.test(scheme) ? secret : ''),
  )
  const basic = /^basic$/i.test(scheme) ? readBasic(secret) : undefined
  const bearer = /^bearer$/i.test(scheme) ? secret : undefined
  return {
    publicKey: own.get('sentry_key') ?? query.get('sentry_key') ?? basic ?? undefined,
    client: own.get('sentry_client') ?? query.get('sentry_client') ?? undefined,
    token: bearer ?? query.get('token') ?? single(headers['x-footlight-token']),
  }
}

/** `Sentry sentry_version=7, sentry_key=…`; Cloudflare's documents write it in lower case. */
function readPairs(text: string): ReadonlyMap<string, string> {
  return new Map(
    text.split(',').map((pair): [string, string] => {
      // A pattern that looks for both would begin again at each letter of a long word.
      const at = pair.indexOf('=')
      const name = pair.slice(0, Math.max(at, 0)).trim().split(' ').at(-1) ?? ''
      const [value = ''] = pair
        .slice(at + 1)
        .trim()
        .split(' ')
      return [name, value.replace(/^"|"$/g, '')]
    }),
  )
}

function readBasic(secret: string): string | undefined {
  const [key] = Buffer.from(secret, 'base64').toString().split(':')
  return key === '' ? undefined : key
}

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value
}

import {
  readGuardPolicies,
  readSentryAddress,
  readTunnelled,
  tabParameter,
  toKeptPath,
} from 'protocol'
import type { GuardPolicy } from 'protocol'

/** A request that was on its way to Sentry. */
export interface CaughtRequest {
  readonly policy: GuardPolicy
  readonly host: string
  /** The same place at the sidecar, over the dev server's own origin. */
  readonly kept: string
}

export type Catcher = (
  address: string,
  hasAuth: () => boolean,
  body: unknown,
) => CaughtRequest | undefined

/**
 * Told by the address alone, where it tells; through a tunnel only the body does, and of that the
 * first characters decide. Everything else is the app's own and is let through as it is.
 * `tab` is asked each time: the loader, which gives a tab its name, comes later.
 */
export function createCatcher(
  own: string,
  policies: string | undefined,
  tab: () => string | null,
): Catcher {
  const known = readGuardPolicies(policies)

  const toCaught = (path: string, host: string, project: string | undefined): CaughtRequest => {
    const policy = known.of(project)
    const kept = own.replace(/\/$/, '') + toKeptPath(path, host, policy)
    return { policy, host, kept: `${kept}&${tabParameter}=${tab() ?? ''}` }
  }

  const find: Catcher = (address, hasAuth, body) => {
    if (!address.includes('/api/') && !isEnvelope(body)) return undefined
    if (!URL.canParse(address, location.href)) return undefined
    const url = new URL(address, location.href)
    // What goes to us goes to us.
    if (url.href.startsWith(own)) return undefined
    const found = readSentryAddress(url, true) && readSentryAddress(url, hasAuth())
    if (found !== undefined) return toCaught(found.path, found.host, found.project)
    const tunnelled = readTunnelled(toStart(body))
    return (
      tunnelled &&
      toCaught(`/api/${tunnelled.project}/envelope/`, tunnelled.host, tunnelled.project)
    )
  }

  return (...asked) => {
    try {
      return find(...asked)
    } catch {
      // Bytes that were handed to a worker, headers that are none: what is wrong the browser says.
      return undefined
    }
  }
}

const START = 9000

function isEnvelope(body: unknown): boolean {
  return toStart(body, 2) === '{"'
}

/** The beginning of a body; of what has to be waited for there is none. */
function toStart(body: unknown, length = START): string {
  if (typeof body === 'string') return body.slice(0, length)
  if (body instanceof Uint8Array) return new TextDecoder().decode(body.subarray(0, length))
  return body instanceof ArrayBuffer
    ? new TextDecoder().decode(new Uint8Array(body, 0, Math.min(length, body.byteLength)))
    : ''
}

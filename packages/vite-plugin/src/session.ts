import type { IncomingHttpHeaders } from 'node:http'
import { isLoopbackPeer, isOwnPage } from './local-origin.ts'

/** What a request for the read token says of itself. */
export interface SessionRequest {
  readonly method: string | undefined
  readonly peer: string | undefined
  readonly headers: IncomingHttpHeaders
}

export type SessionRefusal = { readonly status: 403 | 405; readonly message: string }

/** What proxies and tunnels add: behind one, everybody seems to come from this machine. */
const FORWARDED = ['forwarded', 'x-real-ip', 'cf-connecting-ip', 'via']

/**
 * Whether the page may have the token that reads everything: only the dev server's own pages, in
 * a browser on this machine. Others send what they have; to read they need the link that the
 * terminal prints.
 */
export function findSessionRefusal(
  { method, peer, headers }: SessionRequest,
  allowedHosts: readonly string[],
): SessionRefusal | undefined {
  if (method !== 'POST') return { status: 405, message: 'A session is asked for with POST.' }
  if (!isLoopbackPeer(peer) || isForwarded(headers)) {
    return refused('From another machine, reading needs the link that the terminal prints.')
  }
  // Browsers leave it out where the page itself is not secure, under a name other than localhost.
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin') return refused('Another site asked.')
  if (!isOwnPage(headers.origin, readHost(headers), allowedHosts)) {
    return refused('Only pages of the dev server itself may read.')
  }
  return undefined
}

/** A request's host: HTTP/2 has it as a field of its own. */
export function readHost(headers: IncomingHttpHeaders): string | undefined {
  const authority = headers[':authority']
  return headers.host ?? (typeof authority === 'string' ? authority : undefined)
}

/** Another dev server in front of this one, for a browser on this machine, is no tunnel. */
function isForwarded(headers: IncomingHttpHeaders): boolean {
  if (FORWARDED.some((name) => headers[name] !== undefined)) return true
  const clients = [headers['x-forwarded-for'] ?? []].flat().flatMap((list) => list.split(','))
  return clients.some((client) => !isLoopbackPeer(client.trim()))
}

function refused(message: string): SessionRefusal {
  return { status: 403, message }
}

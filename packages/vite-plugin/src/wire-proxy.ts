import { request as openRequest } from 'node:http'
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { toOwnPath } from './own-path.ts'
import { toSidecarHeaders } from './proxy-headers.ts'
import type { SidecarLink } from './sidecar-link.ts'

/**
 * The sub-protocol begins with `vite`: some plugins destroy every upgrade whose does not, and
 * Vite itself answers only to `vite-hmr` and `vite-ping`.
 */
const OUTER = 'vite-footlight'
const INNER = 'footlight'

/** As much of a server as is needed; HTTP, HTTPS and HTTP/2 all have it. */
export type UpgradeServer = Pick<Server, 'on' | 'off' | 'listenerCount'>

/** Joins the WebSocket below `__footlight/` of this server to the sidecar's. */
export function proxyWire(server: UpgradeServer, base: string, link: SidecarLink): () => void {
  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const path = toOwnPath(request.url ?? '/', base)
    if (path !== undefined && /^wire(?:\?|$)/.test(path)) {
      void join(link, request, socket, head, path)
    } else if (server.listenerCount('upgrade') === 1) {
      // Without us the server would have answered; as its only listener we have to.
      end(socket, '404 Not Found')
    }
  }
  server.on('upgrade', onUpgrade)
  return () => {
    server.off('upgrade', onUpgrade)
  }
}

async function join(
  link: SidecarLink,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  path: string,
): Promise<void> {
  // A page that is closed meanwhile must not end the dev server.
  socket.on('error', () => socket.destroy())
  const facts = await link.facts()
  if (facts === undefined || socket.destroyed) {
    end(socket, '503 Service Unavailable')
    return
  }
  const { hostname, port } = new URL(facts.url)
  const outgoing = openRequest({
    hostname,
    port,
    path: `/__footlight/${path}`,
    agent: false,
    headers: {
      ...toSidecarHeaders(request.headers, facts.url),
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-protocol': rename(request.headers['sec-websocket-protocol'], OUTER, INNER),
    },
  })
  outgoing.once('upgrade', (answer, inner, innerHead) => {
    const fields = Object.entries(answer.headers).map(([name, value]) =>
      name === 'sec-websocket-protocol' && typeof value === 'string'
        ? `${name}: ${rename(value, INNER, OUTER)}`
        : `${name}: ${String(value)}`,
    )
    socket.write(`HTTP/1.1 101 Switching Protocols\r\n${fields.join('\r\n')}\r\n\r\n`)
    if (innerHead.length > 0) socket.write(innerHead)
    if (head.length > 0) inner.write(head)
    inner.on('error', () => socket.destroy())
    inner.on('close', () => socket.destroy())
    socket.on('close', () => inner.destroy())
    inner.pipe(socket).pipe(inner)
  })
  outgoing.once('response', (answer) => {
    end(socket, `${answer.statusCode} Refused`)
    answer.resume()
  })
  outgoing.once('error', () => {
    end(socket, '502 Bad Gateway')
    void link.renew(facts)
  })
  outgoing.end()
}

function rename(protocols: string | undefined, from: string, to: string): string {
  return (protocols ?? '')
    .split(',')
    .map((name) => name.trim())
    .map((name) => (name === from ? to : name))
    .join(', ')
}

function end(socket: Duplex, status: string): void {
  if (!socket.destroyed) socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`)
}

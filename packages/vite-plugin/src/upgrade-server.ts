import type { Socket } from 'node:net'
import type { ViteDevServer } from 'vite'
import type { UpgradeServer } from './wire-proxy.ts'

/**
 * The server whose port the page is served on: Vite's own, the one a framework hands it (Nuxt as
 * `ws.server`, since Vite 8 there), or the one an app names for middleware mode.
 */
export function findUpgradeServer({
  httpServer,
  config,
}: ViteDevServer): UpgradeServer | undefined {
  const { server } = config
  const candidates: readonly unknown[] = [
    httpServer,
    readServer(server.ws),
    readServer(server.hmr),
    readServer(server.middlewareMode),
  ]
  return candidates.find(isUpgradeServer)
}

/** Vite's types know too many servers for one to be named. */
export function toUpgradeServer(server: unknown): UpgradeServer | undefined {
  return [server].find(isUpgradeServer)
}

/** The server that a request came in by: in middleware mode nobody need have named it. */
export function readServerOf(socket: Socket): UpgradeServer | undefined {
  return toUpgradeServer(readServer(socket))
}

function readServer(holder: unknown): unknown {
  return typeof holder === 'object' && holder !== null && 'server' in holder
    ? holder.server
    : undefined
}

function isUpgradeServer(value: unknown): value is UpgradeServer {
  return (
    typeof value === 'object' &&
    value !== null &&
    'on' in value &&
    'off' in value &&
    'listenerCount' in value
  )
}

import type { ServerOptions } from 'vite'
import { toOwnBase } from './own-path.ts'

/**
 * The entry of `server.proxy` that takes our WebSocket as well: Vite proxies every upgrade that an
 * entry with `ws` matches, whoever else answers it.
 */
export function findProxyClash(proxy: ServerOptions['proxy'], base: string): string | undefined {
  const path = `${toOwnBase(base)}wire`
  return Object.entries(proxy ?? {}).find(([context, target]) => {
    const address = typeof target === 'string' ? target : target.target
    const isWire =
      (typeof target === 'object' && target.ws === true) ||
      (typeof address === 'string' && /^wss?:/.test(address))
    return isWire && isMatch(context, path)
  })?.[0]
}

/** As Vite matches: what begins with `^` is a pattern, all else the start of a path. */
function isMatch(context: string, path: string): boolean {
  return context.startsWith('^') ? new RegExp(context).test(path) : path.startsWith(context)
}

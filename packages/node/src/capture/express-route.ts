import { readProperty } from './read-property.ts'

/** Express leaves the route on the request, with where its router is mounted. */
export function readExpressRoute(request: unknown): string | undefined {
  const path = readProperty(readProperty(request, 'route'), 'path')
  const base = readProperty(request, 'baseUrl')
  if (typeof path !== 'string') return undefined
  return typeof base === 'string' ? base + path : path
}

/**
 * The same once all is over. Where a handler failed, Express has left its routers by then, and the
 * route without them would be another one's.
 */
export function readLastRoute(request: unknown, path: string): string | undefined {
  const route = readExpressRoute(request)
  return route !== undefined && count(route) === count(path) ? route : undefined
}

function count(path: string): number {
  return path.split('/').filter((part) => part !== '').length
}

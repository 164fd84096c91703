import { networkInterfaces } from 'node:os'
import { findBridges } from './bridge.ts'

export interface ListeningHosts {
  readonly all: readonly string[]
  /** Those of them that are for containers. */
  readonly bridges: readonly string[]
}

/** Where to listen: always on loopback, and for containers where it is not open to all anyway. */
export function toListeningHosts({
  host,
  bridges,
}: {
  readonly host?: string | undefined
  readonly bridges?: readonly string[] | undefined
}): ListeningHosts {
  // Of an address that stands for all of them, the others cannot be had on the same port.
  if (host === '::') return { all: ['::'], bridges: [] }
  if (host === '0.0.0.0') return { all: ['0.0.0.0', '::1'], bridges: [] }
  const own = new Set(['127.0.0.1', '::1', ...(host === undefined ? [] : [host])])
  const found = bridges ?? findBridges(networkInterfaces(), process.platform)
  const others = found.filter((address) => !own.has(address))
  return { all: [...own, ...others], bridges: others }
}

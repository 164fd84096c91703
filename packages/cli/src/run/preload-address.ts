import { existsSync } from 'node:fs'

/** The preload for Node, beside the bundle; from the sources only where it was built. */
export function findPreload(): string | undefined {
  const isSource = import.meta.url.endsWith('.ts')
  const address = new URL(isSource ? '../../dist/node.js' : './node.js', import.meta.url)
  return existsSync(address) ? address.href : undefined
}

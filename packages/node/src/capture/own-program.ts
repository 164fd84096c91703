import { realpathSync } from 'node:fs'
import { basename, dirname } from 'node:path'

/** They start the app and are none. */
const managers: ReadonlySet<string> = new Set([
  'npm',
  'npm-cli',
  'npx',
  'npx-cli',
  'pnpm',
  'pnpx',
  'yarn',
  'corepack',
])

/**
 * Whether a program is no app: one that lies beside us (a sidecar that told of itself would never
 * come to rest), or a package manager, which every child of `footlight run` passes through.
 */
export function isNoApp(program: string | undefined, ours: string): boolean {
  if (program === undefined) return false
  if (managers.has(basename(program).replace(/\.[cm]?js$/, ''))) return true
  try {
    // Commands are links.
    return dirname(realpathSync(program)) === realpathSync(ours)
  } catch {
    return false
  }
}

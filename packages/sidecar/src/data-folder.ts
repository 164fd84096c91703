import { createHash } from 'node:crypto'
import { homedir } from 'node:os'
import { basename, join, resolve } from 'node:path'

/**
 * Where a project's telemetry is kept: with the state of the person's programs, so that neither
 * `npm ci` nor `git clean` deletes it.
 *
 * @see https://specifications.freedesktop.org/basedir-spec/latest/
 */
export function toDataFolder(
  root: string,
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): string {
  const name =
    basename(resolve(root))
      .replace(/[^\w.-]/g, '-')
      .slice(0, 40) || 'root'
  return join(toStateFolder(environment, platform), 'footlight', `${name}-${toRootId(root)}`)
}

/** Tells one project root from another without saying where it is. */
export function toRootId(root: string): string {
  return createHash('sha256').update(resolve(root)).digest('hex').slice(0, 16)
}

function toStateFolder(
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): string {
  if (platform === 'win32') {
    return environment['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local')
  }
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support')
  const named = environment['XDG_STATE_HOME']
  return named !== undefined && named !== '' ? named : join(homedir(), '.local', 'state')
}

import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { toTokenPath } from 'sidecar'
import type { ProjectFolder } from '../reach/project-folder.ts'
import { toBad, toGood, toWarning } from './health-check.ts'
import type { HealthCheck } from './health-check.ts'

export function checkFolder({ data }: ProjectFolder): HealthCheck {
  if (!existsSync(data)) {
    return toWarning(
      'folder',
      'Nothing is kept for this project yet.',
      'Start with `footlight`, or the dev server with the plugin.',
    )
  }
  try {
    accessSync(data, constants.W_OK)
  } catch {
    return toBad('folder', `${data} cannot be written to.`, 'Choose another folder with --data.')
  }
  const token = toTokenPath(data)
  const isOpen =
    process.platform !== 'win32' && existsSync(token) && (statSync(token).mode & 0o077) !== 0
  return isOpen
    ? toWarning('folder', 'Others on this machine can read the token.', `chmod 600 ${token}`)
    : toGood('folder', `What came is kept in ${data}`)
}

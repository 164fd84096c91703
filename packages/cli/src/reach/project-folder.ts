import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { toDataFolder } from 'sidecar'

/** Whose telemetry is meant, and where it is kept. */
export interface ProjectFolder {
  readonly root: string
  readonly data: string
}

export interface ProjectFlags {
  readonly root?: string | undefined
  readonly data?: string | undefined
}

/**
 * The project that a command is about: the nearest folder upwards that has something kept, so that a
 * command works in any folder of it; where none has, the current one.
 */
export function findProject(
  { root, data }: ProjectFlags,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): ProjectFolder {
  const toData = (folder: string): string => toDataFolder(folder, environment, process.platform)
  const start = resolve(root ?? '.')
  if (data !== undefined) return { root: start, data: resolve(data) }
  if (root === undefined) {
    for (let folder = start; ; folder = dirname(folder)) {
      if (existsSync(toData(folder))) return { root: folder, data: toData(folder) }
      if (dirname(folder) === folder) break
    }
  }
  return { root: start, data: toData(start) }
}

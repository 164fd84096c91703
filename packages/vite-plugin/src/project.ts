import { createHash, randomUUID } from 'node:crypto'
import { createSidecarLink } from './sidecar-link.ts'
import type { LinkOptions, SidecarLink } from './sidecar-link.ts'

/** One start of the dev server, with all the servers that it makes on the way. */
export interface Project {
  readonly id: string
  /** Names this start in everything that is sent. */
  readonly run: string
  readonly link: SidecarLink
  /** One of its servers was closed; with the last one it ends. */
  readonly release: () => void
}

interface Entry {
  readonly project: Project
  users: number
}

/**
 * Frameworks make several servers of one config, and on a restart the new one is made before the
 * old one is closed: they share what is kept here. It outlives the config, which is read again.
 */
const projects = new Map<string, Entry>()

export function openProject(options: LinkOptions): Project {
  const { program, root, choice } = options
  const key = JSON.stringify([program, root, choice])
  const known = projects.get(key)
  if (known !== undefined) {
    known.users++
    return known.project
  }
  const link = createSidecarLink(options)
  const project: Project = {
    id: createHash('sha256').update(root).digest('hex').slice(0, 16),
    run: process.env['FOOTLIGHT_RUN'] ?? randomUUID(),
    link,
    release: () => {
      const entry = projects.get(key)
      if (entry?.project !== project || --entry.users > 0) return
      projects.delete(key)
      link.close()
    },
  }
  projects.set(key, { project, users: 1 })
  return project
}

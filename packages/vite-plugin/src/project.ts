import { createHash, randomUUID } from 'node:crypto'
import { relative } from 'node:path'
import { openGuard } from 'node'
import { readGuardPolicies, sourceQuestion } from 'protocol'
import type { ServedModule } from 'protocol'
import { createEdits } from './edits.ts'
import type { Edits } from './edits.ts'
import { isGitIgnored, readGitState } from './git.ts'
import type { GitState } from './git.ts'
import { createLastContents } from './last-contents.ts'
import { toArrival } from './own-item.ts'
import type { OwnItem } from './own-item.ts'
import { toRun } from './run.ts'
import { createSidecarLink } from './sidecar-link.ts'
import type { LinkOptions, SidecarLink } from './sidecar-link.ts'
import type { SidecarFacts } from './sidecar-process.ts'

/** One start of the dev server, with all the servers that it makes on the way. */
export interface Project {
  readonly id: string
  /** Names this start in everything that is sent. */
  readonly run: string
  readonly link: SidecarLink
  readonly edits: Edits
  readonly report: (item: OwnItem) => void
  /** Starts the sidecar, and the run with it, unless that was done. */
  readonly start: () => void
  readonly addUser: (user: ProjectUser) => void
  /** One of its servers was closed; with the last one it ends. */
  readonly release: (user: ProjectUser) => Promise<void>
}

/** A server of it, which knows the modules it served. */
export interface ProjectUser {
  readonly findModule: (address: string) => Promise<ServedModule | undefined>
}

/**
 * Frameworks make several servers of one config, and on a restart the new one is made before the
 * old one is closed: they share what is kept here. It outlives the config, which is read again.
 */
const projects = new Map<string, Project>()

/** How long the end of a run may keep the dev server from ending. */
const FAREWELL = 500

export function openProject(options: LinkOptions, user: ProjectUser): Project {
  const { program, root, choice } = options
  const key = JSON.stringify([program, root, choice])
  const project = projects.get(key) ?? createProject(options, () => projects.delete(key))
  projects.set(key, project)
  project.addUser(user)
  return project
}

function createProject(options: LinkOptions, onEnd: () => void): Project {
  const { root, guard } = options
  const users = new Set<ProjectUser>()
  const link = createSidecarLink(options)
  const outerRun = process.env['FOOTLIGHT_RUN']
  const run = outerRun ?? randomUUID()
  const contents = createLastContents()
  const startTime = Date.now()
  let git: Promise<GitState | undefined> | undefined

  const send = (item: OwnItem): Promise<void> => link.send(toArrival(item, run))
  const report = (item: OwnItem): void => void send(item)

  // What renders pages runs in this process, SDKs and all, and may tell of something before the
  // sidecar has started.
  const opened = openGuard({
    sidecar: { known: () => toUrl(link.known()), find: async () => toUrl(await link.facts()) },
    policies: readGuardPolicies(guard),
    run,
    service: undefined,
  })

  const reportRun = async (endTime?: number): Promise<void> => {
    // `footlight run` tells of its own, which may hold more than this server.
    if (outerRun !== undefined) return
    const payload = toRun(run, endTime ?? startTime, await git, endTime)
    await send({ type: 'footlight.run', payload })
  }

  link.onAsk(async (question, parameters) => {
    if (question !== sourceQuestion) return undefined
    for (const { findModule } of users) {
      const found = await findModule(parameters['url'] ?? '')
      if (found !== undefined) return found
    }
    return null
  })

  return {
    id: createHash('sha256').update(root).digest('hex').slice(0, 16),
    run,
    link,
    report,
    edits: createEdits({
      root,
      contents,
      isDevelopers: async (file) => {
        const state = await git
        return state === undefined ? !isHidden(root, file) : !(await isGitIgnored(state, file))
      },
      send: (payload) => report({ type: 'footlight.edit', payload }),
      now: Date.now,
    }),
    start: () => {
      if (git !== undefined) return
      git = readGitState(root)
      void git.then(contents.open)
      link.open()
      void reportRun()
    },
    addUser: (user) => {
      users.add(user)
    },
    release: async (user) => {
      if (!users.delete(user) || users.size > 0) return
      onEnd()
      if (git !== undefined) {
        await Promise.race([reportRun(Date.now()), pause(FAREWELL)])
      }
      opened.close()
      link.close()
    },
  }
}

function toUrl(facts: SidecarFacts | undefined): URL | undefined {
  return facts && new URL(facts.url)
}

/** Folders of tools, where no git tells what they make. */
function isHidden(root: string, file: string): boolean {
  return /(?:^|[\\/])\.(?!\.)[^\\/]*[\\/]/.test(relative(root, file))
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref()
  })
}

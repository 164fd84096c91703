import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import { createAsker } from 'client'
import type { Asker, Outcome } from 'client'
import type { Parameters, ReadApi, ReadPath } from 'protocol'
import { CommandFailure, exitCodes } from '../exit-code.ts'
import { fetchAnswer } from './fetch-answer.ts'
import { findProject } from './project-folder.ts'
import type { ProjectFlags, ProjectFolder } from './project-folder.ts'
import { findRunningSidecar } from './running-sidecar.ts'
import type { SidecarAddress } from './running-sidecar.ts'

/** Something that answers the read API: a sidecar that runs, or one in this process for as long as the command takes. */
export interface Reach {
  readonly asker: Asker
  readonly address: SidecarAddress
  readonly project: ProjectFolder
  /** It was started for this command: nothing has been listening before. */
  readonly isOwn: boolean
  readonly close: () => Promise<void>
}

export interface ReachFlags extends ProjectFlags {
  readonly url?: string | undefined
  readonly token?: string | undefined
}

export interface ReachNeed {
  /** The command waits for what is yet to come: SDKs have to find it where they look. */
  readonly isListening: boolean
}

/** What is left to be read of the log, before a sidecar of our own can answer for all of it. */
const CATCH_UP = 10_000
const PAUSE = 25

export function addReachOptions(command: Command): Command {
  return command
    .option('--root <folder>', 'the project (default: the nearest one that has something kept)')
    .option('--data <folder>', 'where everything is kept')
    .option('--url <url>', 'a sidecar elsewhere (default: FOOTLIGHT_URL)')
    .option('--token <token>', 'its token (default: FOOTLIGHT_TOKEN)')
}

export async function openReach(flags: ReachFlags, { isListening }: ReachNeed): Promise<Reach> {
  const project = findProject(flags)
  const url = flags.url ?? process.env['FOOTLIGHT_URL']
  if (url !== undefined) {
    const token = flags.token ?? process.env['FOOTLIGHT_TOKEN'] ?? ''
    return toReach({ url: url.replace(/\/+$/, ''), token }, project)
  }
  return openProject(project, isListening)
}

/**
 * The sidecar of a project, or one of our own. What runs may be another command's own, which ends
 * with it: then this one goes on with a successor.
 */
async function openProject(project: ProjectFolder, isListening: boolean): Promise<Reach> {
  const reach = await openNow(project, isListening)
  if (reach.isOwn) return reach
  let next: Promise<Reach> | undefined
  const ask = async <P extends ReadPath>(
    path: P,
    parameters?: Parameters,
    signal?: AbortSignal,
  ): Promise<Outcome<ReadApi[P]>> => {
    const outcome = await reach.asker.ask(path, parameters, signal)
    if (outcome.ok || outcome.failure.code !== 'unreachable') return outcome
    next ??= openNow(project, isListening)
    return (await next).asker.ask(path, parameters, signal)
  }
  return {
    ...reach,
    asker: { ...reach.asker, ask },
    close: async () => {
      await reach.close()
      await (await next)?.close()
    },
  }
}

async function openNow(project: ProjectFolder, isListening: boolean): Promise<Reach> {
  const running = await findRunningSidecar(project.data)
  if (running !== undefined) return toReach(running, project)
  if (!isListening && !existsSync(project.data)) {
    throw new CommandFailure(
      exitCodes.unreachable,
      `Nothing is kept for ${project.root} yet.`,
      'Start with `footlight`, or name the project with --root.',
    )
  }
  return openOwn(project, isListening)
}

async function openOwn(project: ProjectFolder, isListening: boolean): Promise<Reach> {
  try {
    // Most commands find one that runs: they need not wait until all of this is loaded.
    const { openOwnSidecar } = await import('./own-sidecar.ts')
    const outcome = await openOwnSidecar(project, isListening)
    if (outcome.type === 'joined') {
      return toReach({ url: outcome.url, token: outcome.secrets.token }, project)
    }
    const { sidecar } = outcome
    const reach = toReach(sidecar, project, sidecar.close)
    await catchUp(reach.asker)
    return reach
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    throw new CommandFailure(exitCodes.unreachable, message)
  }
}

function toReach(
  { url, token }: SidecarAddress,
  project: ProjectFolder,
  closeOwn?: () => Promise<void>,
): Reach {
  return {
    asker: createAsker({ url: `${url}/__footlight/`, token: () => token, fetch: fetchAnswer }),
    address: { url, token },
    project,
    isOwn: closeOwn !== undefined,
    close: async () => closeOwn?.(),
  }
}

async function catchUp(asker: Asker): Promise<void> {
  const end = performance.now() + CATCH_UP
  for (;;) {
    const health = await asker.ask('health')
    if (!health.ok || health.value.backlog === 0 || performance.now() > end) return
    await new Promise((resolve) => setTimeout(resolve, PAUSE))
  }
}

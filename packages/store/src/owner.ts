import { readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { isFileError, makeWholeFile, replaceWholeFile, toAside } from './whole-file.ts'

/** Who has a data folder open: one process at a time; others go through it. */
export interface Owner {
  readonly pid: number
  /** When the process began, by its own clock: tells one claim of a number from the next. */
  readonly startedAt: number
  /** What the system calls the process as long as it runs, where it has such a name. */
  readonly identity: string | undefined
  /** Where it can be asked, once it listens. */
  readonly url: string | undefined
}

export type Claim =
  | { readonly ok: true; readonly announce: (url: string) => void; readonly release: () => void }
  | { readonly ok: false; readonly owner: Owner }

/** Takes a folder, or says who has it. What a killed process left behind does not count. */
export function claimFolder(folder: string): Claim {
  const path = toOwnerPath(folder)
  const self: Owner = {
    pid: process.pid,
    startedAt: ownStart(),
    identity: readIdentity(process.pid),
    url: undefined,
  }
  for (let attempt = 0; attempt < 3; attempt++) {
    // Of two that start at once, one makes it.
    if (makeWholeFile(path, JSON.stringify(self))) {
      return {
        ok: true,
        announce: (url) => replaceWholeFile(path, JSON.stringify({ ...self, url })),
        release: () => rmSync(path, { force: true }),
      }
    }
    const text = readText(path)
    const owner = toOwner(text)
    if (owner !== undefined && isLiveOwner(owner)) return { ok: false, owner }
    removeDead(path, text)
  }
  throw new Error(`${path} cannot be taken`)
}

export function readOwner(folder: string): Owner | undefined {
  return toOwner(readText(toOwnerPath(folder)))
}

function toOwnerPath(folder: string): string {
  return join(folder, 'owner.json')
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

function toOwner(text: string | undefined): Owner | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '')
    if (typeof value !== 'object' || value === null) return undefined
    if (!('pid' in value && 'startedAt' in value)) return undefined
    const { pid, startedAt } = value
    if (typeof pid !== 'number' || typeof startedAt !== 'number') return undefined
    const url = 'url' in value ? toText(value.url) : undefined
    const identity = 'identity' in value ? toText(value.identity) : undefined
    return { pid, startedAt, identity, url }
  } catch {
    return undefined
  }
}

/**
 * Takes away what a dead owner left. Several may find it at once: whoever comes second would remove
 * the file of the first, if it did not look at what it has taken.
 */
function removeDead(path: string, judged: string | undefined): void {
  const aside = toAside(path)
  try {
    renameSync(path, aside)
  } catch (error) {
    if (isFileError(error, 'ENOENT')) return
    throw error
  }
  const taken = readText(aside)
  rmSync(aside, { force: true })
  if (taken !== undefined && taken !== judged) makeWholeFile(path, taken)
}

function ownStart(): number {
  return Math.round(performance.timeOrigin)
}

function toText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

export function isLiveOwner({ pid, startedAt, identity }: Owner): boolean {
  if (pid === process.pid) return startedAt === ownStart()
  try {
    process.kill(pid, 0)
  } catch (error) {
    // Somebody else's process may not be asked, but it is there.
    return isFileError(error, 'EPERM')
  }
  const found = readIdentity(pid)
  // Who only has its number is told from it by not answering as a sidecar.
  return identity === undefined || found === undefined || found === identity
}

/**
 * Linux counts from its own start when a process began. A time of day is no name: it is another one
 * after the clock was set, or when the machine has slept.
 */
function readIdentity(pid: number): string | undefined {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
    return ticks === undefined ? undefined : `${boot} ${ticks}`
  } catch {
    return undefined
  }
}

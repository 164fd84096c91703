import { readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { isFileError, makeWholeFile, replaceWholeFile, toAside } from './whole-file.ts'

/** Who has a data folder open: one process at a time; others go through it. */
export interface Owner {
  readonly pid: number
  /** When the process began, so that another with its number is not taken for it. */
  readonly startedAt: number
  /** Where it can be asked, once it listens. */
  readonly url: string | undefined
}

export type Claim =
  | { readonly ok: true; readonly announce: (url: string) => void; readonly release: () => void }
  | { readonly ok: false; readonly owner: Owner }

/** Takes a folder, or says who has it. What a killed process left behind does not count. */
export function claimFolder(folder: string): Claim {
  const path = toOwnerPath(folder)
  const self: Owner = { pid: process.pid, startedAt: ownStart(), url: undefined }
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
    if (owner !== undefined && isAlive(owner)) return { ok: false, owner }
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
    const url = 'url' in value ? value.url : undefined
    if (typeof pid !== 'number' || typeof startedAt !== 'number') return undefined
    return { pid, startedAt, url: typeof url === 'string' ? url : undefined }
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

function isAlive({ pid, startedAt }: Owner): boolean {
  if (pid === process.pid) return startedAt === ownStart()
  try {
    process.kill(pid, 0)
  } catch (error) {
    // Somebody else's process may not be asked, but it is there.
    return isFileError(error, 'EPERM')
  }
  const started = readProcessStart(pid)
  return started === undefined || Math.abs(started - startedAt) < 5000
}

/** Linux tells when a process began, in hundredths of a second since the machine did. */
function readProcessStart(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const ticks = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19])
    const boot = Number(/btime (\d+)/.exec(readFileSync('/proc/stat', 'utf8'))?.[1])
    const started = (boot + ticks / 100) * 1000
    return Number.isFinite(started) ? started : undefined
  } catch {
    return undefined
  }
}

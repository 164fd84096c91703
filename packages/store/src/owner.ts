import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

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

const FILE = 'owner.json'

/** Takes a folder, or says who has it. What a killed process left behind does not count. */
export function claimFolder(folder: string): Claim {
  const path = join(folder, FILE)
  const self: Owner = { pid: process.pid, startedAt: ownStart(), url: undefined }
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      // `wx` fails when the file is there: of two that start at once, one makes it.
      writeFileSync(path, JSON.stringify(self), { flag: 'wx' })
      return {
        ok: true,
        announce: (url) => replaceFile(path, JSON.stringify({ ...self, url })),
        release: () => rmSync(path, { force: true }),
      }
    } catch (error) {
      if (!isCode(error, 'EEXIST')) throw error
    }
    const owner = readOwner(folder)
    if (owner !== undefined && isAlive(owner)) return { ok: false, owner }
    rmSync(path, { force: true })
  }
  throw new Error(`${path} cannot be taken`)
}

export function readOwner(folder: string): Owner | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(join(folder, FILE), 'utf8'))
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

/** At once, so that nobody reads half of it and takes the folder for nobody's. */
function replaceFile(path: string, text: string): void {
  const fresh = `${path}.${process.pid}`
  writeFileSync(fresh, text)
  renameSync(fresh, path)
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
    return isCode(error, 'EPERM')
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

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

import { readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** A database that could not be used, kept for somebody to look at as long as there is room. */
export interface SetAside {
  readonly path: string
  readonly bytes: number
}

/** Why one was set aside; part of its name. */
export type AsideReason = 'database-damaged' | 'database-newer'

const NAME = /\.database-(?:damaged|newer)-\d+$/

/** Takes a database out of the way; where it is now. */
export function setAside(path: string, reason: AsideReason): string {
  const aside = `${path}.${reason}-${Date.now()}`
  renameSync(path, aside)
  for (const ending of ['-wal', '-shm', '-journal']) rmSync(path + ending, { force: true })
  return aside
}

/** The oldest first. */
export function listSetAside(path: string): readonly SetAside[] {
  const folder = dirname(path)
  const found = readdirSync(folder)
    .filter((name) => name.startsWith(basename(path)) && NAME.test(name))
    .map((name) => join(folder, name))
  const times = new Map(found.map((each) => [each, Number(each.slice(each.lastIndexOf('-') + 1))]))
  return found
    .toSorted((one, other) => (times.get(one) ?? 0) - (times.get(other) ?? 0))
    .map((each) => ({
      path: each,
      bytes: statSync(each, { throwIfNoEntry: false })?.size ?? 0,
    }))
}

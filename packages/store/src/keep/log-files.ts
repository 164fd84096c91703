import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Bytes of everything in a folder, itself without folders in it. */
export function readFolderSize(folder: string): number {
  return readdirSync(folder).reduce(
    (sum, name) => sum + (statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0),
    0,
  )
}

/** All files of a segment, packed or not. */
export function removeSegment(folder: string, segment: number): void {
  const stem = `${String(segment).padStart(10, '0')}.`
  for (const name of readdirSync(folder)) {
    if (name.startsWith(stem)) rmSync(join(folder, name), { force: true })
  }
}

export function removeFiles(folder: string, names: readonly string[]): void {
  for (const name of names) rmSync(join(folder, name), { force: true })
}

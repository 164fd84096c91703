import { randomBytes } from 'node:crypto'
import { chmodSync, linkSync, renameSync, rmSync, writeFileSync } from 'node:fs'

/**
 * Makes a file with all that is in it at once, so that nobody who reads it meanwhile sees half;
 * `false` when there is one already.
 */
export function makeWholeFile(path: string, text: string, mode = 0o666): boolean {
  const aside = writeAside(path, text, mode)
  try {
    linkSync(aside, path)
    return true
  } catch (error) {
    if (isFileError(error, 'EEXIST')) return false
    return makePlainFile(path, text, mode)
  } finally {
    rmSync(aside, { force: true })
  }
}

/** Puts a whole file in the place of another, or where there was none. */
export function replaceWholeFile(path: string, text: string, mode = 0o666): void {
  renameSync(writeAside(path, text, mode), path)
}

export function isFileError(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

/** Beside the file, since only within one file system a name can be given at once. */
export function toAside(path: string): string {
  return `${path}.${randomBytes(6).toString('hex')}`
}

function writeAside(path: string, text: string, mode: number): string {
  const aside = toAside(path)
  writeFileSync(aside, text, { mode })
  // What the process masks out of new files is not meant here.
  if (mode !== 0o666) chmodSync(aside, mode)
  return aside
}

/** FAT and some shared folders know no links: there the file is empty for a moment. */
function makePlainFile(path: string, text: string, mode: number): boolean {
  try {
    writeFileSync(path, text, { flag: 'wx', mode })
    return true
  } catch (error) {
    if (isFileError(error, 'EEXIST')) return false
    throw error
  }
}

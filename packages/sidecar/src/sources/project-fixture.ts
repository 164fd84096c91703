import { mkdirSync, mkdtempSync, realpathSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A project's folder for one test. */
export interface ProjectFolder {
  /** Real: some systems' temporary folders are symlinks. */
  readonly root: string
  readonly path: (name: string) => string
  /** Each time with another time of change, as an edit would have. */
  readonly write: (name: string, text: string) => void
}

export function makeProject(files: Readonly<Record<string, string>> = {}): ProjectFolder {
  const root = realpathSync.native(mkdtempSync(join(tmpdir(), 'footlight-sources-')))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  let edits = 0
  const path = (name: string): string => join(root, name)
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(path(name)), { recursive: true })
    writeFileSync(path(name), text)
    edits += 10
    utimesSync(path(name), 1_700_000_000 + edits, 1_700_000_000 + edits)
  }
  for (const [name, text] of Object.entries(files)) write(name, text)
  return { root, path, write }
}

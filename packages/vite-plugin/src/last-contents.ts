import { readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { readCommitted } from './git.ts'
import type { GitState } from './git.ts'

/** What files held before they were saved, as far as anybody knows. */
export interface LastContents {
  /** What was committed is asked for when it is needed; what differed from it is read now. */
  readonly open: (git: GitState | undefined) => Promise<void>
  /** Reads a file that was saved; it is the last content from then on. */
  readonly take: (file: string, served: string | undefined) => Promise<Saved>
}

export interface Saved {
  /** Undefined for what is too large, no text, or was not known before. */
  readonly before: string | undefined
  readonly after: string | undefined
}

/** Larger files are made by programs. */
const FILE_LIMIT = 512 * 1024

/** Files that differed from the commit when the dev server started. */
const DIRTY_LIMIT = 500

/** Characters kept in all. */
const TOTAL_LIMIT = 16 << 20

export function createLastContents(): LastContents {
  const contents = new Map<string, string>()
  let total = 0
  let git: GitState | undefined

  const forget = (file: string): void => {
    total -= contents.get(file)?.length ?? 0
    contents.delete(file)
  }

  const keep = (file: string, content: string): void => {
    forget(file)
    contents.set(file, content)
    total += content.length
    for (const oldest of contents.keys()) {
      if (total <= TOTAL_LIMIT) break
      forget(oldest)
    }
  }

  return {
    open: async (state) => {
      git = state
      const dirty = [...(state?.dirty ?? [])].slice(0, DIRTY_LIMIT)
      for (const file of dirty) {
        const content = await readTextFile(file)
        if (content !== undefined && !contents.has(file)) keep(file, content)
      }
    },
    take: async (name, served) => {
      // Vite names files with forward slashes everywhere.
      const file = resolve(name)
      const known = contents.get(file)
      const after = await readTextFile(file)
      const committed =
        known === undefined && git !== undefined && !git.dirty.has(file)
          ? await readCommitted(git, file)
          : undefined
      if (after === undefined) forget(file)
      else keep(file, after)
      return { before: known ?? committed ?? served, after }
    },
  }
}

async function readTextFile(file: string): Promise<string | undefined> {
  try {
    const { size } = await stat(file)
    if (size > FILE_LIMIT) return undefined
    const content = await readFile(file, 'utf8')
    return content.includes('\0') ? undefined : content
  } catch {
    // It is gone, or not ours to read.
    return undefined
  }
}

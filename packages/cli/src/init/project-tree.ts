import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** The files of a project as far as they tell what it is. Names are below its folder, with `/` between. */
export interface ProjectTree {
  /** What is in a folder (`''` for the project's own); nothing where there is none. */
  readonly list: (folder: string) => readonly string[]
  readonly read: (file: string) => string | undefined
}

/** A manifest is far smaller; what is not is no manifest. */
const MOST_BYTES = 1 << 20

export function openProjectTree(root: string): ProjectTree {
  return {
    list: (folder) => {
      try {
        return readdirSync(join(root, folder)).toSorted()
      } catch {
        return []
      }
    },
    read: (file) => {
      try {
        const path = join(root, file)
        const facts = statSync(path)
        return facts.isFile() && facts.size <= MOST_BYTES ? readFileSync(path, 'utf8') : undefined
      } catch {
        return undefined
      }
    },
  }
}

export function toPathIn(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`
}

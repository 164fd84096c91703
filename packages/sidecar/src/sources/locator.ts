import { isAbsolute, join } from 'node:path'
import type { ConfinedFile, ConfinedFiles } from './confined-files.ts'
import { toDependencyParts } from './dependency.ts'
import type { FileIndex } from './file-index.ts'
import type { CodePlace } from './code-place.ts'

/** What a place is on this disk. Several files where the place alone cannot tell which. */
export interface Location {
  readonly files: readonly ConfinedFile[]
  /** What was looked for, for people. */
  readonly searched: readonly string[]
}

export interface Locator {
  readonly locate: (place: CodePlace, mustMatchAll: boolean) => Location
}

export function createLocator(
  roots: readonly string[],
  files: ConfinedFiles,
  index: FileIndex,
): Locator {
  const findFirst = (paths: readonly string[]): readonly ConfinedFile[] => {
    for (const path of paths) {
      const file = files.find(path)
      if (file) return [file]
    }
    return []
  }

  const underRoots = (parts: readonly string[]): readonly string[] =>
    parts.length === 0 ? [] : roots.map((root) => join(root, ...parts))

  return {
    locate: (place, mustMatchAll) => {
      const ofPath = place.path !== undefined && isAbsolute(place.path) ? [place.path] : []
      const foreign = toDependencyParts(place.parts)
      const direct = [...ofPath, ...underRoots(place.parts), ...underRoots(foreign ?? [])]
      const found = findFirst(direct)
      if (found.length > 0 || foreign) return { files: found, searched: direct }
      const similar = index.find(place.parts, mustMatchAll).flatMap((path) => {
        const file = files.find(path)
        return file ? [file] : []
      })
      return { files: similar, searched: [...direct, `…/${place.parts.join('/')}`] }
    },
  }
}

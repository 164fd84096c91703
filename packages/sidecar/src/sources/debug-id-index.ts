import type { ConfinedFile, ConfinedFiles } from './confined-files.ts'
import type { FileIndex } from './file-index.ts'
import { readDebugId } from './map-comment.ts'

/** Scripts and maps of the build folders by debug id. */
export interface DebugIdIndex {
  /** Maps before scripts. */
  readonly find: (debugId: string) => readonly ConfinedFile[]
  readonly close: () => void
}

interface KnownId {
  readonly version: string
  readonly id: string | undefined
}

/** Reads nothing until asked, and then only the ends of files that are new or have changed. */
export function createDebugIdIndex(files: ConfinedFiles, index: FileIndex): DebugIdIndex {
  let known: ReadonlyMap<string, KnownId> = new Map()
  let paths: ReadonlyMap<string, readonly string[]> = new Map()
  let listed: readonly string[] | undefined

  const idOf = (file: ConfinedFile): string | undefined => {
    const before = known.get(file.path)
    return before?.version === file.version ? before.id : readId(files, file)
  }

  const lookUp = (debugId: string): readonly ConfinedFile[] =>
    (paths.get(debugId) ?? []).flatMap((path) => {
      const file = files.find(path)
      return file && idOf(file) === debugId ? [file] : []
    })

  const refresh = (): void => {
    const built = index.built()
    // The same list again: it is too young to look anew.
    if (built === listed) return
    listed = built
    const knownNow = new Map<string, KnownId>()
    const pathsNow = new Map<string, string[]>()
    for (const path of built) {
      const file = files.find(path)
      if (!file) continue
      const id = idOf(file)
      knownNow.set(file.path, { version: file.version, id })
      if (id === undefined) continue
      const same = pathsNow.get(id)
      if (same) same.push(file.path)
      else pathsNow.set(id, [file.path])
    }
    known = knownNow
    paths = pathsNow
  }

  return {
    find: (text) => {
      const debugId = text.toLowerCase()
      let found = lookUp(debugId)
      if (found.length === 0) {
        refresh()
        found = lookUp(debugId)
      }
      return found.toSorted((a, b) => Number(isMap(b)) - Number(isMap(a)))
    },
    close: () => {
      known = new Map()
      paths = new Map()
      listed = undefined
    },
  }
}

export function isMap(file: ConfinedFile): boolean {
  return file.path.endsWith('.map')
}

/** Bundlers and their plugins write a map's id before or behind everything large. */
function readId(files: ConfinedFiles, file: ConfinedFile): string | undefined {
  const ends = files.readEnds(file)
  if (ends === undefined) return undefined
  if (!isMap(file)) return readDebugId(ends)
  return /"debug_?[iI]d"\s*:\s*"([\da-fA-F-]{32,36})"/.exec(ends)?.[1]?.toLowerCase()
}

import { readdirSync } from 'node:fs'
import type { Dirent } from 'node:fs'
import { isAbsolute, join } from 'node:path'

/** The files under the roots, found by how their paths end. */
export interface FileIndex {
  /** Those whose path ends most like `parts`; several where one cannot be told from another. */
  readonly find: (parts: readonly string[], mustMatchAll: boolean) => readonly string[]
  /** Scripts and maps in folders of builds. */
  readonly built: () => readonly string[]
  readonly close: () => void
}

export interface FileIndexOptions {
  readonly roots: readonly string[]
  /** Names of folders, or absolute paths. */
  readonly buildFolders: readonly string[]
  /** A clock in ms. */
  readonly now: () => number
}

interface IndexedFile {
  readonly path: string
  /** From its root on. */
  readonly parts: readonly string[]
}

interface Listing {
  readonly at: number
  readonly byName: ReadonlyMap<string, readonly IndexedFile[]>
  readonly built: readonly string[]
}

interface Folder {
  readonly path: string
  readonly parts: readonly string[]
  readonly isBuilt: boolean
}

const FILE_LIMIT = 20_000
const FOLDER_LIMIT = 5000
const BUILT_LIMIT = 5000
const DEPTH_LIMIT = 20
/** Files called `index.ts` that are compared for a frame. */
const SAME_NAME_LIMIT = 2000
/** A listing answers for so long, in ms; after something was not found, for the shorter time. */
const FRESH = 30_000
const FRESH_AFTER_MISS = 2000

const skippedFolders: ReadonlySet<string> = new Set([
  'node_modules',
  'bower_components',
  'vendor',
  'venv',
  'site-packages',
  '__pycache__',
])

const media =
  /\.(?:png|jpe?g|gif|webp|avif|ico|svg|woff2?|ttf|mp[34]|webm|pdf|zip|gz|br|jar|class)$/i

/** Lists lazily, nearest folders first, and follows no symlink. */
export function createFileIndex(options: FileIndexOptions): FileIndex {
  let listing: Listing | undefined

  const list = (freshFor: number): Listing => {
    if (listing && options.now() - listing.at < freshFor) return listing
    listing = listFiles(options)
    return listing
  }

  return {
    find: (parts, mustMatchAll) => {
      const found = findBySuffix(list(FRESH), parts, mustMatchAll)
      if (found.length > 0) return found
      return findBySuffix(list(FRESH_AFTER_MISS), parts, mustMatchAll)
    },
    built: () => list(FRESH_AFTER_MISS).built,
    close: () => {
      listing = undefined
    },
  }
}

function findBySuffix(
  { byName }: Listing,
  parts: readonly string[],
  mustMatchAll: boolean,
): readonly string[] {
  let best = 0
  let found: string[] = []
  for (const file of byName.get(parts.at(-1) ?? '') ?? []) {
    const matched = countEqualEnd(parts, file.parts)
    const isWhole = matched === parts.length
    // A bare name deep in the project says nothing: `/usr/lib/x/types.py` is not our `types.py`.
    const fits = isWhole || (!mustMatchAll && (matched > 1 || matched === file.parts.length))
    if (!fits || matched < best) continue
    if (matched > best) found = []
    best = matched
    found.push(file.path)
  }
  return found
}

function countEqualEnd(a: readonly string[], b: readonly string[]): number {
  let count = 0
  while (count < a.length && count < b.length && a.at(-1 - count) === b.at(-1 - count)) count++
  return count
}

function listFiles({ roots, buildFolders, now }: FileIndexOptions): Listing {
  const byName = new Map<string, IndexedFile[]>()
  const built: string[] = []
  const names = new Set(buildFolders)
  const seen = new Set<string>()
  const queue: Folder[] = [
    ...roots.map((path) => ({ path, parts: [], isBuilt: false })),
    ...buildFolders.filter(isAbsolute).map((path) => ({ path, parts: [], isBuilt: true })),
  ]
  let files = 0
  for (let next = 0; next < queue.length && next < FOLDER_LIMIT; next++) {
    const folder = queue[next]
    if (!folder || seen.has(folder.path)) continue
    seen.add(folder.path)
    for (const entry of readFolder(folder.path)) {
      const path = join(folder.path, entry.name)
      const parts = [...folder.parts, entry.name]
      if (entry.isDirectory()) {
        const isBuilt = folder.isBuilt || names.has(entry.name)
        if (parts.length < DEPTH_LIMIT && isListed(entry.name, isBuilt)) {
          queue.push({ path, parts, isBuilt })
        }
        continue
      }
      if (!entry.isFile() || media.test(entry.name)) continue
      if (folder.isBuilt && built.length < BUILT_LIMIT && isBuiltFile(entry.name)) built.push(path)
      if (++files > FILE_LIMIT || entry.name.endsWith('.map')) continue
      const known = byName.get(entry.name)
      if (known && known.length < SAME_NAME_LIMIT) known.push({ path, parts })
      if (!known) byName.set(entry.name, [{ path, parts }])
    }
  }
  return { at: now(), byName, built }
}

function isListed(name: string, isBuilt: boolean): boolean {
  return !skippedFolders.has(name) && (isBuilt || !name.startsWith('.'))
}

function isBuiltFile(name: string): boolean {
  return /\.(?:[cm]?js|map|bundle)$/.test(name)
}

function readFolder(path: string): readonly Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true })
  } catch {
    return []
  }
}

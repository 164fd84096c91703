import { closeSync, constants, openSync, readSync, realpathSync, statSync } from 'node:fs'
import { isAbsolute, relative, resolve, sep } from 'node:path'
import { createByteCache } from './byte-cache.ts'
import { toSourceText } from './source-text.ts'
import type { SourceText } from './source-text.ts'

/** A regular file inside the folders, at one moment. */
export interface ConfinedFile {
  /** Real: no symlink in it. */
  readonly path: string
  /** Which of the folders it is in, as that was given. */
  readonly folder: string
  /** As seen from the folder it is in, with forward slashes. */
  readonly name: string
  /** Another one whenever the file may have changed. */
  readonly version: string
  readonly size: number
}

/**
 * The only way from telemetry to the disk. Frames are written by whoever can post to us, so a path
 * counts only where what it really is, all symlinks followed, is a plain file inside the folders.
 */
export interface ConfinedFiles {
  readonly find: (path: string) => ConfinedFile | undefined
  /** `undefined` where it cannot be read or is larger than `FILE_LIMIT`. */
  readonly readText: (file: ConfinedFile) => string | undefined
  /** The same with its lines, kept until the file changes. */
  readonly read: (file: ConfinedFile) => SourceText | undefined
  /** The first and last bytes only: where tools write a debug id. */
  readonly readEnds: (file: ConfinedFile) => string | undefined
  readonly close: () => void
}

export const FILE_LIMIT: number = 10 << 20
const ENDS = 16 << 10
const CACHE_BYTES = 24 << 20

export function createConfinedFiles(folders: readonly string[]): ConfinedFiles {
  const texts = createByteCache<SourceText>(CACHE_BYTES)
  const realFolders = new Map<string, string>()

  const realFolder = (folder: string): string | undefined => {
    const known = realFolders.get(folder)
    if (known !== undefined) return known
    const real = toRealFolder(folder)
    if (real !== undefined) realFolders.set(folder, real)
    return real
  }

  return {
    find: (path) => {
      if (!isAbsolute(path) || path.includes('\0') || isNetworkPath(path)) return undefined
      const wanted = resolve(path)
      for (const folder of folders) {
        const real = realFolder(folder)
        if (real === undefined) continue
        // What is elsewhere by its very name is not even looked at: a path below `/net` would be
        // asked for over the network.
        if (!isInside(resolve(folder), wanted) && !isInside(real, wanted)) continue
        const file = findInside(folder, real, wanted)
        if (file) return file
      }
      return undefined
    },
    read: (file) => {
      const key = `${file.path}\0${file.version}`
      const known = texts.get(key)
      if (known) return known
      const text = readText(file)
      if (text === undefined) return undefined
      const source = toSourceText(text)
      texts.set(key, source, source.text.length * 2 + source.starts.byteLength)
      return source
    },
    readText,
    readEnds: (file) => {
      if (file.size <= 2 * ENDS) return readBytes(file, 0, file.size)?.toString('latin1')
      const head = readBytes(file, 0, ENDS)
      const tail = readBytes(file, file.size - ENDS, ENDS)
      return head && tail && `${head.toString('latin1')}\n${tail.toString('latin1')}`
    },
    close: () => texts.close(),
  }
}

/** The native one also brings the letters of Windows' paths into one case. */
function toRealFolder(folder: string): string | undefined {
  try {
    return realpathSync.native(folder)
  } catch {
    return undefined
  }
}

function findInside(folder: string, realFolder: string, wanted: string): ConfinedFile | undefined {
  try {
    // Asked first: most guesses are not there, and this one answers without an exception.
    const stat = statSync(wanted, { throwIfNoEntry: false })
    if (!stat?.isFile()) return undefined
    const path = realpathSync.native(wanted)
    if (!isInside(realFolder, path)) return undefined
    const name = relative(realFolder, path).split(sep).join('/')
    if (isSystem(path) || isPrivate(name)) return undefined
    const { size, mtimeMs, ino } = stat
    return { path, folder, name, version: `${mtimeMs}:${size}:${ino}`, size }
  } catch {
    return undefined
  }
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

/** `\\server\share`, also written `//server/share`: Windows would log in there to look. */
function isNetworkPath(path: string): boolean {
  return /^[\\/]{2}/.test(path)
}

/** Where a project's root is `/`, as in many containers: what looks like files and is the kernel's. */
function isSystem(path: string): boolean {
  return /^\/(?:proc|sys|dev)\//.test(path)
}

/** No stack goes through these, and their lines are secrets: `.env`, `.npmrc`, `.git/config`, keys. */
function isPrivate(name: string): boolean {
  return (
    /(?:^|\/)\.(?:git|ssh|aws|gnupg)\//i.test(name) ||
    /(?:^|\/)\.(?![^/]*\.[cm]?[jt]s$)[^/]*$/i.test(name) ||
    /\.(?:pem|key|p12|pfx|jks|keystore)$/i.test(name)
  )
}

function readText(file: ConfinedFile): string | undefined {
  const bytes = file.size > FILE_LIMIT ? undefined : readBytes(file, 0, file.size)
  return bytes && new TextDecoder().decode(bytes)
}

function readBytes(file: ConfinedFile, from: number, length: number): Buffer | undefined {
  let handle: number | undefined
  try {
    // Opened without waiting: a FIFO put in the file's place would hold this thread for ever.
    const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK
    handle = openSync(file.path, flags)
    const bytes = Buffer.alloc(length)
    let filled = 0
    while (filled < length) {
      const count = readSync(handle, bytes, filled, length - filled, from + filled)
      if (count === 0) break
      filled += count
    }
    return bytes.subarray(0, filled)
  } catch {
    return undefined
  } finally {
    if (handle !== undefined) closeSync(handle)
  }
}

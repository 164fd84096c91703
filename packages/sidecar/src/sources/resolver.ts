import { isAbsolute } from 'node:path'
import type { AskedFrame } from 'protocol'
import type { AskedImage, AskedStack } from './asked-stack.ts'
import { createByteCache } from './byte-cache.ts'
import { createConfinedFiles } from './confined-files.ts'
import type { ConfinedFile, ConfinedFiles } from './confined-files.ts'
import { createDebugIdIndex } from './debug-id-index.ts'
import { createFileIndex } from './file-index.ts'
import { readFramePlaces } from './frame-place.ts'
import { resolveFrame } from './frame-resolver.ts'
import { createLocator } from './locator.ts'
import type { ResolvedFrame } from './resolved-frame.ts'
import { createScriptMaps } from './script-maps.ts'
import { createServedModules } from './served-modules.ts'
import type { AskServer, KnownModule } from './served-modules.ts'
import type { SourceMapReading } from './source-map.ts'
import { createTracer } from './tracer.ts'

export interface ResolverOptions {
  /** Absolute. Nothing outside them is read, but absolute `buildFolders`. */
  readonly roots: readonly string[]
  /** Names of folders under the roots where builds lie, or absolute paths. */
  readonly buildFolders: readonly string[]
  readonly ask: AskServer
  /** A clock in ms. */
  readonly now: () => number
}

/** Finds where frames were written. Touches the disk; meant for a thread of its own. */
export interface Resolver {
  readonly resolve: (stack: AskedStack, around: number) => Promise<readonly ResolvedFrame[]>
  readonly close: () => void
}

const MAP_BYTES = 32 << 20
const MODULE_BYTES = 24 << 20

export function createResolver(options: ResolverOptions): Resolver {
  const { roots, buildFolders, ask } = options
  const files = createConfinedFiles([...roots, ...buildFolders.filter(isAbsolute)])
  const index = createFileIndex(options)
  const debugIds = createDebugIdIndex(files, index)
  const mapCache = createByteCache<SourceMapReading>(MAP_BYTES)
  const moduleCache = createByteCache<KnownModule>(MODULE_BYTES)
  const served = createServedModules(ask, moduleCache)

  return {
    resolve: async ({ frames, images }, around) => {
      const modules = await served.open(toUrls(frames))
      const view = toView(files)
      const locator = createLocator(roots, view, index)
      const maps = createScriptMaps(view, mapCache)
      const tracer = createTracer(view, locator, maps)
      const sources = {
        files: view,
        locator,
        maps,
        tracer,
        debugIds,
        modules,
        images: toIds(images),
        buildFolders,
        roots: new Set(roots),
        around,
      }
      const known = new Map<string, ResolvedFrame>()
      return frames.map((frame) => {
        // A recursion is a thousand times the same place.
        const key = toPlaceKey(frame)
        const resolved = known.get(key) ?? resolveFrame(sources, frame)
        known.set(key, resolved)
        return resolved
      })
    },
    close: () => {
      files.close()
      index.close()
      debugIds.close()
      mapCache.close()
      moduleCache.close()
    },
  }
}

function toPlaceKey({ filename, absPath, module, line, column, inApp }: AskedFrame): string {
  return JSON.stringify([filename, absPath, module, line, column, inApp])
}

/** For one question the disk is looked at once: its frames name the same few files again and again. */
function toView(files: ConfinedFiles): ConfinedFiles {
  const found = new Map<string, ConfinedFile | undefined>()
  return {
    ...files,
    find: (path) => {
      if (!found.has(path)) found.set(path, files.find(path))
      return found.get(path)
    },
  }
}

function toUrls(frames: readonly AskedFrame[]): readonly string[] {
  const urls = new Set<string>()
  for (const frame of frames) {
    for (const { url } of readFramePlaces(frame)) if (url !== undefined) urls.add(url)
  }
  return [...urls]
}

function toIds(images: readonly AskedImage[]): ReadonlyMap<string, string> {
  const ids = new Map<string, string>()
  for (const { codeFile, debugId } of images) {
    if (codeFile !== undefined && debugId !== undefined) ids.set(codeFile, debugId.toLowerCase())
  }
  return ids
}

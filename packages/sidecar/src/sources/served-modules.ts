import type { ServedModule } from 'protocol'
import type { ByteCache } from './byte-cache.ts'
import { FILE_LIMIT } from './confined-files.ts'
import { readSourceMap } from './source-map.ts'
import type { SourceMapReading } from './source-map.ts'
import { toSourceText } from './source-text.ts'
import type { SourceText } from './source-text.ts'

/** Asks the dev server; `undefined` where none is connected or it does not know the address. */
export type AskServer = (url: string) => Promise<ServedModule | undefined>

export interface OpenedModule {
  readonly file: string | undefined
  readonly code: SourceText
  readonly reading: SourceMapReading | undefined
}

export interface ServedModules {
  /** By address; asked all at once, each waiting at most `WAIT` ms. */
  readonly open: (urls: readonly string[]) => Promise<ReadonlyMap<string, OpenedModule>>
}

export interface KnownModule {
  readonly module: ServedModule
  readonly opened: OpenedModule
}

const WAIT = 2000
const ADDRESS_LIMIT = 200
/** Of code and maps held for one question. */
const SIZE_LIMIT = 32 << 20

export function createServedModules(ask: AskServer, cache: ByteCache<KnownModule>): ServedModules {
  const open = (url: string, module: ServedModule): OpenedModule => {
    const known = cache.get(url)
    if (known && isSame(known.module, module)) return known.opened
    const code = toSourceText(module.code)
    const reading = module.map === null ? undefined : readSourceMap(module.map)
    const opened: OpenedModule = { file: module.file, code, reading }
    cache.set(url, { module, opened }, module.code.length * 2 + mapBytes(reading))
    return opened
  }

  return {
    open: async (urls) => {
      const wanted = [...new Set(urls)].slice(0, ADDRESS_LIMIT)
      const answers = await Promise.all(
        wanted.map(async (url) => ({ url, module: await askInTime(ask, url) })),
      )
      const modules = new Map<string, OpenedModule>()
      let size = 0
      for (const { url, module } of answers) {
        if (!module || !fits(module)) continue
        size += module.code.length + (module.map?.length ?? 0)
        if (size > SIZE_LIMIT) break
        modules.set(url, open(url, module))
      }
      return modules
    },
  }
}

function fits({ code, map }: ServedModule): boolean {
  return code.length <= FILE_LIMIT && (map?.length ?? 0) <= FILE_LIMIT
}

function isSame(a: ServedModule, b: ServedModule): boolean {
  return a.code === b.code && a.map === b.map && a.file === b.file
}

function mapBytes(reading: SourceMapReading | undefined): number {
  return reading?.ok ? reading.map.bytes * 2 : 0
}

async function askInTime(ask: AskServer, url: string): Promise<ServedModule | undefined> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), WAIT)
  })
  try {
    return await Promise.race([ask(url), tooLate])
  } catch {
    // A dev server that fails to answer is one that does not know.
    return undefined
  } finally {
    clearTimeout(timer)
  }
}

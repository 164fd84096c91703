import type { ServedModule } from 'protocol'
import type { ViteDevServer } from 'vite'
import { isLoopbackPeer } from './local-origin.ts'

/** As much of a module of Vite's graph as is needed, the same in every version. */
interface KnownModule {
  readonly file: string | null
  readonly transformResult: { readonly code: string; readonly map: unknown } | null
}

interface KnownGraph {
  readonly getModuleByUrl: (url: string) => Promise<KnownModule | undefined>
  readonly getModulesByFile: (file: string) => Iterable<KnownModule> | undefined
}

/** Larger modules are not sent: the sidecar would not read them. */
const LIMIT = 10 << 20

/**
 * The module that a frame of a stack names by its address; undefined for what this dev server did
 * not serve. Browser modules are looked for first, then those of every other environment.
 */
export async function findServedModule(
  server: ViteDevServer,
  address: string,
): Promise<ServedModule | undefined> {
  const paths = toModulePaths(server, address)
  for (const graph of findGraphs(server)) {
    for (const path of paths) {
      const found = toServed(await graph.getModuleByUrl(path))
      if (found !== undefined) return found
    }
  }
  return undefined
}

/** The source text of a file as it was last served: its map has it, or it was served unchanged. */
export function readServedSource(server: ViteDevServer, file: string): string | undefined {
  for (const graph of findGraphs(server)) {
    for (const { transformResult } of graph.getModulesByFile(file) ?? []) {
      if (transformResult === null) continue
      const { map, code } = transformResult
      if (map === null) return code
      const sources =
        typeof map === 'object' && map !== null && 'sourcesContent' in map ? map.sourcesContent : []
      const source: unknown =
        Array.isArray(sources) && sources.length === 1 ? sources[0] : undefined
      if (typeof source === 'string') return source
    }
  }
  return undefined
}

function findGraphs(server: ViteDevServer): readonly KnownGraph[] {
  if (!('environments' in server)) return [readOldGraph(server)]
  const { client, ...others } = server.environments
  return [client, ...Object.values(others)].map(({ moduleGraph }) => moduleGraph)
}

/** Before Vite 6 there was one graph; the types know only the present. */
function readOldGraph(server: object): KnownGraph {
  const none: KnownGraph = {
    getModuleByUrl: () => Promise.resolve(undefined),
    getModulesByFile: () => undefined,
  }
  return 'moduleGraph' in server && isGraph(server.moduleGraph) ? server.moduleGraph : none
}

function isGraph(value: unknown): value is KnownGraph {
  return (
    typeof value === 'object' &&
    value !== null &&
    'getModuleByUrl' in value &&
    'getModulesByFile' in value
  )
}

/** How the graph may know it: Vite takes its own marks off, but keeps a dependency's version. */
function toModulePaths({ config, httpServer }: ViteDevServer, address: string): readonly string[] {
  if (!URL.canParse(address)) return []
  const { hostname, port, protocol, pathname, search } = new URL(address)
  // An address does not name the usual one.
  const usualPort = protocol === 'https:' ? 443 : 80
  const own = httpServer?.address()
  const ownPort = typeof own === 'object' ? own?.port : undefined
  const isLocal = hostname === 'localhost' || isLoopbackPeer(hostname.replace(/^\[|\]$/g, ''))
  // Another dev server's, with a file of the same name.
  if (isLocal && ownPort !== undefined && (Number(port) || usualPort) !== ownPort) return []
  if (!pathname.startsWith(config.base)) return []
  const path = unwrap(`/${decode(pathname.slice(config.base.length))}`)
  const query = search
    .slice(1)
    .split('&')
    .filter((part) => part !== '' && !/^(?:t=|import(?:=|$))/.test(part))
    .join('&')
  return query === '' ? [path] : [`${path}?${query}`, path]
}

/** What is no address stands behind a prefix, its null character spelt out. */
function unwrap(path: string): string {
  const id = /^\/@id\/(?<id>.+)$/s.exec(path)?.groups?.['id']
  return id === undefined ? path : id.replace('__x00__', '\0')
}

function decode(path: string): string {
  try {
    return decodeURI(path)
  } catch {
    return path
  }
}

function toServed(known: KnownModule | undefined): ServedModule | undefined {
  const result = known?.transformResult
  if (known === undefined || result === null || result === undefined) return undefined
  const map = result.map === null ? null : JSON.stringify(result.map)
  if (map === undefined || result.code.length > LIMIT || (map?.length ?? 0) > LIMIT)
    return undefined
  return { file: readFile(known), code: result.code, map }
}

/** Virtual modules name no file, or one that begins with a zero. */
function readFile({ file }: KnownModule): string | undefined {
  return file === null || file === '' || file.startsWith('\0')
    ? undefined
    : file.replace(/\?.*$/s, '')
}

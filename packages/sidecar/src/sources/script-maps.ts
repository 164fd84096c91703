import { dirname, join } from 'node:path'
import type { ByteCache } from './byte-cache.ts'
import { FILE_LIMIT } from './confined-files.ts'
import type { ConfinedFile, ConfinedFiles } from './confined-files.ts'
import { readDataAddress } from './data-address.ts'
import { readMapAddress } from './map-comment.ts'
import { readCodePlace, withoutEscapes } from './code-place.ts'
import { readSourceMap } from './source-map.ts'
import type { SourceMapReading } from './source-map.ts'

/** A map and the folder its sources are named from. */
export interface OpenedMap {
  readonly reading: SourceMapReading
  readonly how: 'inline-map' | 'map'
  readonly folder: string
  /** The map's file, or the script's for an inline map. */
  readonly path: string
}

export interface ScriptMaps {
  /** The map that a script names or that lies beside it. */
  readonly ofScript: (script: ConfinedFile, text: string) => OpenedMap | undefined
  readonly ofFile: (map: ConfinedFile) => OpenedMap
}

/** For one question. Only files are opened: what a script names with `https:` is looked for beside it. */
export function createScriptMaps(
  files: ConfinedFiles,
  cache: ByteCache<SourceMapReading>,
): ScriptMaps {
  const ofScripts = new Map<string, OpenedMap | undefined>()

  const readCached = (key: string, read: () => string | undefined): SourceMapReading => {
    const known = cache.get(key)
    if (known) return known
    const json = read()
    const reading: SourceMapReading =
      json === undefined ? { ok: false, reason: 'it cannot be read' } : readSourceMap(json)
    cache.set(key, reading, reading.ok ? reading.map.bytes : key.length * 2)
    return reading
  }

  const ofFile = (map: ConfinedFile): OpenedMap => {
    const reading: SourceMapReading =
      map.size > FILE_LIMIT
        ? { ok: false, reason: `it is larger than ${FILE_LIMIT >> 20} MB` }
        : readCached(`${map.path}\0${map.version}`, () => files.readText(map))
    return { reading, how: 'map', folder: dirname(map.path), path: map.path }
  }

  const openOf = (script: ConfinedFile, text: string): OpenedMap | undefined => {
    const address = readMapAddress(text)
    if (address?.startsWith('data:')) {
      const key = `${script.path}\0${script.version}\0inline`
      const reading = readCached(key, () => readDataAddress(address))
      return { reading, how: 'inline-map', folder: dirname(script.path), path: script.path }
    }
    const map = findMap(files, script, address)
    return map && ofFile(map)
  }

  return {
    ofFile,
    ofScript: (script, text) => {
      if (!ofScripts.has(script.path)) ofScripts.set(script.path, openOf(script, text))
      return ofScripts.get(script.path)
    },
  }
}

function findMap(
  files: ConfinedFiles,
  script: ConfinedFile,
  address: string | undefined,
): ConfinedFile | undefined {
  const folder = dirname(script.path)
  const place = readCodePlace(address)
  const isRelative = address !== undefined && !/^(?:[a-z][a-z\d+.-]+:|[/\\])/i.test(address)
  const name = place?.parts.at(-1)
  const candidates = [
    ...(isRelative ? [join(folder, withoutEscapes(address.replace(/[?#].*$/, '')))] : []),
    ...(place?.path === undefined ? [] : [place.path]),
    ...(name === undefined ? [] : [join(folder, name)]),
    `${script.path}.map`,
  ]
  for (const candidate of candidates) {
    const map = files.find(candidate)
    if (map) return map
  }
  return undefined
}

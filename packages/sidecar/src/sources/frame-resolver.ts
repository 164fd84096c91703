import { dirname } from 'node:path'
import type { AskedFrame, HowResolved } from 'protocol'
import type { ConfinedFile, ConfinedFiles } from './confined-files.ts'
import { FILE_LIMIT } from './confined-files.ts'
import { isMap } from './debug-id-index.ts'
import type { DebugIdIndex } from './debug-id-index.ts'
import { toDependencyParts } from './dependency.ts'
import { readFramePlaces } from './frame-place.ts'
import type { Locator } from './locator.ts'
import { readDebugId } from './map-comment.ts'
import { reasons, toMapReason, toMissing } from './missing.ts'
import { readCodePlace } from './code-place.ts'
import type { CodePlace } from './code-place.ts'
import type { ResolvedFrame } from './resolved-frame.ts'
import type { OpenedMap, ScriptMaps } from './script-maps.ts'
import { isUnchanged, toSdkExcerpt } from './sdk-lines.ts'
import type { OpenedModule } from './served-modules.ts'
import { toExcerpt } from './source-text.ts'
import type { SourceText } from './source-text.ts'
import { isScript } from './tracer.ts'
import type { TracedPlace, Tracer } from './tracer.ts'

/** All that answers for the frames of one question. */
export interface FrameSources {
  readonly files: ConfinedFiles
  readonly locator: Locator
  readonly maps: ScriptMaps
  readonly tracer: Tracer
  readonly debugIds: DebugIdIndex
  readonly modules: ReadonlyMap<string, OpenedModule>
  /** Debug ids by the name of their script. */
  readonly images: ReadonlyMap<string, string>
  readonly buildFolders: readonly string[]
  readonly roots: ReadonlySet<string>
  /** Lines shown before and after. */
  readonly around: number
}

/** One frame on its way. Each way that fails leaves its reason. */
interface Search {
  readonly sources: FrameSources
  readonly frame: AskedFrame
  readonly places: readonly CodePlace[]
  readonly line: number | undefined
  readonly column: number | undefined
  readonly debugId: string | undefined
  readonly searched: string[]
  readonly reasons: string[]
}

type FoundPlace = Pick<ResolvedFrame, 'line' | 'column' | 'name' | 'excerpt'>

/** Finds where a frame was written, by what tells most. */
export function resolveFrame(sources: FrameSources, frame: AskedFrame): ResolvedFrame {
  const { images } = sources
  const search: Search = {
    sources,
    frame,
    places: readFramePlaces(frame),
    line: toPosition(frame.line),
    column: toPosition(frame.column),
    debugId: images.get(frame.absPath ?? '') ?? images.get(frame.filename ?? ''),
    searched: [],
    reasons: [],
  }
  // `<anonymous>`, `node:fs`: nothing to look for, and nothing is missing.
  if (search.places.length === 0) return toSdkFrame(search, undefined)
  const file = findFile(search)
  return (
    resolveServed(search) ??
    (file && resolveMapped(search, file)) ??
    resolveByDebugId(search) ??
    resolveFile(search, file)
  )
}

/** 0 and worse come from SDKs that do not know. */
function toPosition(value: number | undefined): number | undefined {
  return value !== undefined && Number.isSafeInteger(value) && value > 0 ? value : undefined
}

function findFile(search: Search): ConfinedFile | undefined {
  const { sources, frame, places, line } = search
  for (const place of places) {
    const { files: found, searched } = sources.locator.locate(place, frame.inApp === false)
    search.searched.push(...searched)
    if (found.length === 1) return found[0]
    // Where the paths are alike the line that the SDK sent tells which file ran.
    const same = found.filter((file) => {
      const text = sources.files.read(file)
      return text && isUnchanged(text, line, frame.context) === true
    })
    if (same.length === 1) return same[0]
    if (found.length > 1) search.reasons.push(reasons.several)
  }
  return undefined
}

function resolveServed(search: Search): ResolvedFrame | undefined {
  const { sources, line, column } = search
  const url = search.places.find((place) => place.url !== undefined)?.url
  const module = url === undefined ? undefined : sources.modules.get(url)
  if (url === undefined || !module || line === undefined) return undefined
  const file = module.file === undefined ? undefined : sources.files.find(module.file)
  if (!module.reading) {
    const excerpt = toExcerpt(module.code, line, column, sources.around)
    const place = { line, column, name: undefined, excerpt }
    return toResolved(search, 'plugin', file, module.file, place)
  }
  if (!module.reading.ok) {
    search.reasons.push(toMapReason(url, module.reading.reason))
    return undefined
  }
  const folder = module.file === undefined ? '/' : dirname(module.file)
  const traced = sources.tracer.trace(module.reading.map, line, column, folder, file)
  if (!traced) search.reasons.push(reasons.unmapped)
  return traced && toTraced(search, 'plugin', traced)
}

function resolveMapped(search: Search, file: ConfinedFile): ResolvedFrame | undefined {
  const { sources, line } = search
  if (line === undefined || !isScript(file.name)) return undefined
  const text = sources.files.read(file)
  const opened = text && sources.maps.ofScript(file, text.text)
  if (!opened) return undefined
  if (hasChanged(text, search)) {
    search.reasons.push(reasons.rebuilt)
    return undefined
  }
  return traceMap(search, opened.how, opened)
}

/** Since the event: by the script's debug id, or by the line that the SDK sent. */
function hasChanged(source: SourceText, { line, frame, debugId }: Search): boolean {
  const ownId = debugId === undefined ? undefined : readDebugId(source.text)
  const isOther = ownId !== undefined && ownId !== debugId
  return isOther || isUnchanged(source, line, frame.context) === false
}

function resolveByDebugId(search: Search): ResolvedFrame | undefined {
  const { sources, debugId, line } = search
  if (debugId === undefined || line === undefined) return undefined
  for (const file of sources.debugIds.find(debugId)) {
    const opened = openByDebugId(sources, file, debugId)
    const resolved = opened && traceMap(search, 'debug-id', opened)
    if (resolved) return resolved
  }
  search.searched.push(...sources.buildFolders)
  search.reasons.push(reasons.debugId)
  return undefined
}

/** A map's text may hold the id of another one in its sources. */
function openByDebugId(
  { files, maps }: FrameSources,
  file: ConfinedFile,
  debugId: string,
): OpenedMap | undefined {
  if (!isMap(file)) {
    const text = files.readText(file)
    return text === undefined ? undefined : maps.ofScript(file, text)
  }
  const opened = maps.ofFile(file)
  return opened.reading.ok && opened.reading.map.debugId !== debugId ? undefined : opened
}

function traceMap(
  search: Search,
  how: HowResolved,
  { reading, folder, path }: OpenedMap,
): ResolvedFrame | undefined {
  const { sources, line, column } = search
  search.searched.push(path)
  if (!reading.ok) {
    search.reasons.push(toMapReason(path, reading.reason))
    return undefined
  }
  if (line === undefined) return undefined
  const traced = sources.tracer.trace(reading.map, line, column, folder)
  if (!traced) search.reasons.push(reasons.unmapped)
  return traced && toTraced(search, how, traced)
}

function resolveFile(search: Search, file: ConfinedFile | undefined): ResolvedFrame {
  const { sources, frame, line, column, places } = search
  if (!file) {
    search.reasons.push(reasons.file)
    return toSdkFrame(search, undefined)
  }
  if (places.some((place) => place.isGenerated)) {
    search.reasons.push(reasons.server)
    const excerpt = toSdkExcerpt(frame.context, line, column, sources.around)
    const place = { line: undefined, column: undefined, name: undefined, excerpt }
    return toResolved(search, frame.context ? 'sdk' : 'file', file, undefined, place)
  }
  const text = sources.files.read(file)
  if (!text && file.size > FILE_LIMIT) search.reasons.push(reasons.size)
  if (!text || hasChanged(text, search)) return toSdkFrame(search, file)
  const excerpt = line === undefined ? undefined : toExcerpt(text, line, column, sources.around)
  return toResolved(search, 'file', file, undefined, { line, column, name: undefined, excerpt })
}

function toSdkFrame(search: Search, file: ConfinedFile | undefined): ResolvedFrame {
  const { sources, frame, line, column } = search
  const excerpt = toSdkExcerpt(frame.context, line, column, sources.around)
  const place = { line, column, name: undefined, excerpt }
  return toResolved(search, excerpt ? 'sdk' : 'none', file, undefined, place)
}

function toTraced(
  search: Search,
  how: HowResolved,
  { original, file, text }: TracedPlace,
): ResolvedFrame {
  const { line, column, name } = original
  // The map's own copy is what was built; the file may have been edited since.
  const source = original.content ?? text
  const excerpt = source && toExcerpt(source, line, column, search.sources.around)
  return toResolved(search, how, file, original.source, { line, column, name, excerpt })
}

function toResolved(
  { sources, frame, debugId, searched, reasons: found }: Search,
  how: HowResolved,
  file: ConfinedFile | undefined,
  named: string | undefined,
  place: FoundPlace,
): ResolvedFrame {
  const isExact = how === 'plugin' || how === 'debug-id' || how === 'map' || how === 'inline-map'
  const source = file?.name ?? named ?? frame.filename ?? frame.absPath
  return {
    ...place,
    file: file?.path,
    source,
    inApp: file ? isOwn(file, sources.roots) : frame.inApp !== false && !isForeign(source),
    how,
    missing: isExact ? undefined : toMissing(debugId, searched, found),
  }
}

function isOwn(file: ConfinedFile, roots: ReadonlySet<string>): boolean {
  return roots.has(file.folder) && toDependencyParts(file.name.split('/')) === undefined
}

/** By its name alone: of a package, of a language itself, or no file at all. */
function isForeign(source: string | undefined): boolean {
  const parts = readCodePlace(source)?.parts
  return parts === undefined || toDependencyParts(parts) !== undefined
}

import { dirname, join, relative } from 'node:path'
import type { ConfinedFile, ConfinedFiles } from './confined-files.ts'
import type { Locator } from './locator.ts'
import { readCodePlace } from './code-place.ts'
import type { ScriptMaps } from './script-maps.ts'
import type { Original, SourceMap } from './source-map.ts'
import { lineOf } from './source-text.ts'
import type { SourceText } from './source-text.ts'

/** Where code was written, and the file that holds it where it is here. */
export interface TracedPlace {
  readonly original: Original
  readonly file: ConfinedFile | undefined
  readonly text: SourceText | undefined
}

export interface Tracer {
  /** Sources are named from `folder`; what the map gives no name is `fallback`. */
  readonly trace: (
    map: SourceMap,
    line: number,
    column: number | undefined,
    folder: string,
    fallback?: ConfinedFile,
  ) => TracedPlace | undefined
}

/** A bundle of scripts that were compiled before has maps behind its map. */
const STEPS = 4

export function createTracer(files: ConfinedFiles, locator: Locator, maps: ScriptMaps): Tracer {
  const found = new Map<string, ConfinedFile | undefined>()

  const findSource = (source: string, folder: string): ConfinedFile | undefined => {
    const key = `${folder}\0${source}`
    if (!found.has(key)) found.set(key, findFile(source, folder))
    return found.get(key)
  }

  /** `../../../etc/passwd` is a name like any other: only what is confined is found by it. */
  const findFile = (source: string, folder: string): ConfinedFile | undefined => {
    const place = readCodePlace(source)
    if (!place) return undefined
    const beside = isRelative(source) ? files.find(join(folder, source)) : undefined
    if (beside) return beside
    const { files: similar } = locator.locate(place, false)
    return similar.length === 1 ? similar[0] : undefined
  }

  const further = (from: TracedPlace, steps: number): TracedPlace => {
    const { original, file, text } = from
    if (!file || !text || steps === 0 || !isScript(file.name)) return from
    const opened = maps.ofScript(file, text.text)
    const isSame = lineOf(text, original.line) === lineOf(original.content ?? text, original.line)
    if (!opened?.reading.ok || !isSame) return from
    const next = opened.reading.map.trace(original.line, original.column)
    if (!next) return from
    const place = toPlace(next, opened.folder, undefined)
    return place.file ? further(place, steps - 1) : toNamed(place, file, opened.folder)
  }

  const toPlace = (
    original: Original,
    folder: string,
    fallback: ConfinedFile | undefined,
  ): TracedPlace => {
    const { source } = original
    const file = (source === undefined ? undefined : findSource(source, folder)) ?? fallback
    return { original, file, text: file && files.read(file) }
  }

  return {
    trace: (map, line, column, folder, fallback) => {
      const original = map.trace(line, column)
      return original && further(toPlace(original, folder, fallback), STEPS)
    },
  }
}

/** Packages do not ship what they were written in: that it is theirs is told by where their script lies. */
function toNamed(place: TracedPlace, script: ConfinedFile, folder: string): TracedPlace {
  const { source } = place.original
  if (source === undefined || !isRelative(source)) return place
  const name = join(dirname(script.name), relative(dirname(script.path), folder), source)
  return { ...place, original: { ...place.original, source: name.replaceAll('\\', '/') } }
}

function isRelative(source: string): boolean {
  return !/^(?:[a-z][a-z\d+.-]*:|[/\\~[])/i.test(source)
}

export function isScript(name: string): boolean {
  return /\.(?:[cm]?jsx?|bundle)$/i.test(name)
}

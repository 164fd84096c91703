import { readBoundedJson } from './bounded-json.ts'
import { countSegments, readMappings, SEGMENT_BYTES } from './mappings.ts'
import type { Mapped, Mappings } from './mappings.ts'
import { toSourceText } from './source-text.ts'
import type { SourceText } from './source-text.ts'

/** Where code was before it was compiled. */
export interface Original {
  /** As the map names it, `sourceRoot` put before it. */
  readonly source: string | undefined
  readonly content: SourceText | undefined
  /** From 1. */
  readonly line: number
  /** From 1. */
  readonly column: number
  /** The identifier there: that of a call is the function called. */
  readonly name: string | undefined
}

export interface SourceMap {
  /** Line and column from 1, as in a stack; without a column: the first thing on the line. */
  readonly trace: (line: number, column: number | undefined) => Original | undefined
  readonly debugId: string | undefined
  /** What it takes in memory, about. */
  readonly bytes: number
}

export type SourceMapReading =
  | { readonly ok: true; readonly map: SourceMap }
  | { readonly ok: false; readonly reason: string }

/** A map of its own, or a section of an indexed one, and where in the code it begins, from 0. */
interface Section {
  readonly line: number
  readonly column: number
  /** Most sections of a map are never asked for. */
  readonly mappings: () => Mappings
  readonly sources: readonly unknown[]
  readonly contents: readonly unknown[]
  readonly names: readonly unknown[]
  readonly root: string
  readonly texts: Map<number, SourceText>
}

interface Budget {
  sections: number
  segments: number
}

const DEPTH_LIMIT = 4
const SECTION_LIMIT = 20_000
const SEGMENT_LIMIT = 1_000_000

/**
 * Reads a source map, also an indexed one. Never throws. Sections are not joined into one map: an
 * offset of line 1,000,000,000 would make that many lines.
 *
 * @see https://tc39.es/ecma426/
 */
export function readSourceMap(json: string): SourceMapReading {
  // Some servers put `)]}'` before it, so that it cannot be run as a script.
  const text = json.startsWith(')]}') ? json.slice(json.indexOf('\n')) : json
  const parsed = readBoundedJson(text)
  if (!parsed.ok) return parsed
  const { value } = parsed
  const sections: Section[] = []
  const budget: Budget = { sections: SECTION_LIMIT, segments: SEGMENT_LIMIT }
  const reason = addSections(sections, value, 0, 0, 0, budget)
  if (reason !== undefined) return refuse(reason)
  const bytes = json.length + (SEGMENT_LIMIT - budget.segments) * SEGMENT_BYTES
  return { ok: true, map: { trace: createTrace(sections), debugId: readMapId(value), bytes } }
}

function refuse(reason: string): SourceMapReading {
  return { ok: false, reason }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function readMapId(map: unknown): string | undefined {
  const id = isObject(map) ? (map['debugId'] ?? map['debug_id']) : undefined
  return typeof id === 'string' ? id.toLowerCase() : undefined
}

/** Says what is wrong; `undefined` when all was read. */
function addSections(
  sections: Section[],
  map: unknown,
  line: number,
  column: number,
  depth: number,
  budget: Budget,
): string | undefined {
  if (!isObject(map)) return 'it is not an object'
  if (map['version'] !== 3) return 'its version is not 3'
  const list = map['sections']
  if (list === undefined) return addSection(sections, map, line, column, budget)
  if (!Array.isArray(list)) return 'its sections are no list'
  if (depth === DEPTH_LIMIT) return `its sections are nested deeper than ${DEPTH_LIMIT} levels`
  for (const entry of list) {
    const at = readOffset(entry)
    if (!at) return 'a section has no offset'
    const start = at.line === 0 ? column + at.column : at.column
    const reason = addSections(sections, at.map, line + at.line, start, depth + 1, budget)
    if (reason !== undefined) return reason
  }
  return undefined
}

interface Offset {
  readonly line: number
  readonly column: number
  readonly map: unknown
}

function readOffset(entry: unknown): Offset | undefined {
  if (!isObject(entry) || !isObject(entry['offset'])) return undefined
  const { line, column } = entry['offset']
  return isIndex(line) && isIndex(column) ? { line, column, map: entry['map'] } : undefined
}

function isIndex(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0
}

function addSection(
  sections: Section[],
  map: Readonly<Record<string, unknown>>,
  line: number,
  column: number,
  budget: Budget,
): string | undefined {
  const { mappings, sources, sourcesContent = [], names = [], sourceRoot } = map
  if (typeof mappings !== 'string') return 'its mappings are no text'
  if (!Array.isArray(sources)) return 'its sources are no list'
  const contents = sourcesContent ?? []
  if (!Array.isArray(contents) || !Array.isArray(names)) return 'its contents or names are no list'
  const last = sections.at(-1)
  if (last && (last.line > line || (last.line === line && last.column > column))) {
    return 'its sections are out of order'
  }
  const segments = countSegments(mappings)
  if (segments === undefined) return 'its mappings are damaged'
  budget.sections -= 1
  budget.segments -= segments
  if (budget.sections < 0) return `it has more than ${SECTION_LIMIT} sections`
  if (budget.segments < 0) return `it has more than ${SEGMENT_LIMIT} mappings`
  const root = typeof sourceRoot === 'string' ? sourceRoot : ''
  const texts = new Map<number, SourceText>()
  sections.push({
    line,
    column,
    mappings: toLazy(mappings, segments),
    sources,
    contents,
    names,
    root,
    texts,
  })
  return undefined
}

function toLazy(text: string, count: number): () => Mappings {
  let mappings: Mappings | undefined
  let rest = text
  return () => {
    mappings ??= readMappings(rest, count)
    rest = ''
    return mappings
  }
}

function createTrace(sections: readonly Section[]): SourceMap['trace'] {
  return (line, column) => {
    if (!isIndex(line - 1)) return undefined
    const at = column === undefined ? 0 : Math.max(0, Math.trunc(column) - 1)
    const section = findSection(sections, line - 1, at)
    if (!section) return undefined
    const inner = line - 1 - section.line
    const start = inner === 0 ? at - section.column : at
    // 0 is what SDKs say who know no column.
    const isExact = column !== undefined && column > 0
    return toOriginal(section, findSegment(section, inner, start, isExact))
  }
}

/** The last that begins there or before. */
function findSection(
  sections: readonly Section[],
  line: number,
  column: number,
): Section | undefined {
  let low = 0
  let high = sections.length
  while (low < high) {
    const middle = (low + high) >> 1
    const section = sections[middle]
    const isBefore =
      section && (section.line < line || (section.line === line && section.column <= column))
    if (isBefore) low = middle + 1
    else high = middle
  }
  return sections[low - 1]
}

function findSegment(
  { mappings }: Section,
  line: number,
  column: number,
  isExact: boolean,
): Mapped | undefined {
  return mappings().at(line, column) ?? (isExact ? undefined : mappings().first(line))
}

/** What is mapped may point outside of every list. */
function toOriginal(section: Section, mapped: Mapped | undefined): Original | undefined {
  if (!isIndex(mapped?.source) || !isIndex(mapped.line) || !isIndex(mapped.column)) return undefined
  if (mapped.source >= section.sources.length) return undefined
  const source = section.sources[mapped.source]
  const name = section.names[mapped.name]
  return {
    source: typeof source === 'string' ? toSourceName(section.root, source) : undefined,
    content: contentOf(section, mapped.source),
    line: mapped.line + 1,
    column: mapped.column + 1,
    name: typeof name === 'string' ? name : undefined,
  }
}

function contentOf({ contents, texts }: Section, index: number): SourceText | undefined {
  const content = contents[index]
  if (typeof content !== 'string') return undefined
  const text = texts.get(index) ?? toSourceText(content)
  texts.set(index, text)
  return text
}

function toSourceName(root: string, source: string): string {
  if (root === '' || /^(?:[a-z][a-z\d+.-]+:|[/\\]|[a-z]:[/\\])/i.test(source)) return source
  return root.endsWith('/') ? root + source : `${root}/${source}`
}

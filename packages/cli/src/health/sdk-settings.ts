import { readdirSync, readFileSync, statSync } from 'node:fs'
import type { Dirent } from 'node:fs'
import { extname, join, relative } from 'node:path'
import type { Environment } from '../run/child-environment.ts'

/** A place in the project's code that starts an SDK of Sentry, as far as its text tells. */
export interface SdkStart {
  /** Relative to the root, with forward slashes and the line. */
  readonly place: string
  /** `none`: it is given no DSN; `unset`: it is taken from a variable that nobody sets. */
  readonly dsn: 'given' | 'none' | { readonly unset: string }
  /** Options that let nothing, or no traces, through, as they are written. */
  readonly silencers: readonly string[]
}

const ENDINGS: ReadonlySet<string> = new Set(
  'ts tsx mts cts js jsx mjs cjs vue svelte astro py rb php'.split(' ').map((name) => `.${name}`),
)

/** What others wrote, or tools made. */
const FOREIGN = /^(?:node_modules|vendor|venv|dist|build|out|coverage|tmp|site-packages|\..*)$/

const FILE_LIMIT = 3000
const SIZE_LIMIT = 500_000
const START_LIMIT = 20

const START = /\b(?:Sentry|sentry_sdk|\\Sentry)(?:\.|::|\\)?init\s*\(/g
const SENTRY_IMPORT = /@sentry\/|sentry_sdk/
const BARE_START = /(?<![.\w])init\s*\(\s*\{/g

/** Options end where the text of a start does; nobody writes more of them. */
const OPTIONS_LENGTH = 3000

const SILENCERS = [
  /\btraces_?sample_?rate\s*[:=]\s*0(?:\.0+)?(?![.\d])/i,
  /(?<![a-z_])sample_?rate\s*[:=]\s*0(?:\.0+)?(?![.\d])/i,
  /\benabled\s*[:=]\s*false\b/i,
]

/** Where the project's own code starts an SDK, and what is said there that keeps it silent. */
export function findSdkStarts(root: string, environment: Environment): readonly SdkStart[] {
  const starts: SdkStart[] = []
  for (const file of listSources(root)) {
    const text = readSource(file)
    if (!SENTRY_IMPORT.test(text) && !text.includes('Sentry')) continue
    const pattern = text.search(START) === -1 && SENTRY_IMPORT.test(text) ? BARE_START : START
    for (const { index } of text.matchAll(pattern)) {
      if (starts.length >= START_LIMIT) return starts
      const line = text.slice(0, index).split('\n').length
      const place = `${relative(root, file).replaceAll('\\', '/')}:${line}`
      starts.push(readStart(place, toArguments(text, index), environment))
    }
  }
  return starts
}

function readStart(place: string, options: string, environment: Environment): SdkStart {
  const silencers = SILENCERS.flatMap((pattern) => pattern.exec(options)?.[0] ?? [])
  return { place, dsn: readDsn(options, environment), silencers }
}

const VARIABLE =
  /^(?:process\.env|import\.meta\.env|os\.environ(?:\.get)?|ENV|getenv|os\.getenv)[.[(]+["']?(\w+)/

function readDsn(options: string, environment: Environment): SdkStart['dsn'] {
  // SDKs of servers take it from the environment.
  const isInherited = environment['SENTRY_DSN'] !== undefined
  // Options that come from elsewhere may hold anything.
  if (/\.\.\.\w|^\(\s*\w+\s*[,)]/.test(options)) return 'given'
  const [, value] = /\bdsn\b['"]?\s*(?:[:=]>?\s*([^\s,]+)|[,}])/i.exec(options) ?? [undefined, null]
  if (value === null) return isInherited ? 'given' : 'none'
  const [, variable] = VARIABLE.exec(value ?? '') ?? []
  if (variable === undefined || environment[variable] !== undefined) return 'given'
  return { unset: variable }
}

/** The text between the brackets of a call. */
function toArguments(text: string, start: number): string {
  const begin = text.indexOf('(', start)
  const end = Math.min(begin + OPTIONS_LENGTH, text.length)
  let depth = 0
  for (let at = begin; at < end; at++) {
    if (text[at] === '(') depth++
    else if (text[at] === ')' && --depth === 0) return text.slice(begin, at + 1)
  }
  return text.slice(begin, end)
}

function listSources(root: string): readonly string[] {
  const found: string[] = []
  const folders = [root]
  let looked = 0
  for (let folder = folders.shift(); folder !== undefined; folder = folders.shift()) {
    for (const entry of readFolder(folder)) {
      if (++looked > FILE_LIMIT * 4 || found.length >= FILE_LIMIT) return found
      const path = join(folder, entry.name)
      if (entry.isDirectory() && !FOREIGN.test(entry.name)) folders.push(path)
      else if (entry.isFile() && ENDINGS.has(extname(entry.name))) found.push(path)
    }
  }
  return found
}

function readFolder(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}

function readSource(file: string): string {
  try {
    return statSync(file).size > SIZE_LIMIT ? '' : readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

import type { Frame } from 'protocol'
import { toFunctionName, toJavaClass } from './function-name.ts'
import { isNative, isOwn, toPath } from './own-code.ts'
import { isUrl, toFileName } from './source-path.ts'

/** What a stack adds to the key of its group. */
export interface StackKey {
  /** A place for each call that counts, the failing one last. */
  readonly places: readonly string[]
  /** How closely the app's own calls say what failed: not at all, up to a function, up to its line. */
  readonly tells: 'nothing' | 'function' | 'line'
}

/** SDKs send 50 to 250; the calls nearest to the failure tell it from others. */
const FRAME_LIMIT = 100
const LINE_LIMIT = 120
const MODULE_LIMIT = 200

/** Languages whose SDKs send the source line. It tells two failures in one function apart. */
const WITH_LINES: ReadonlySet<string | undefined> = new Set([
  'javascript',
  'node',
  'python',
  'php',
  'ruby',
])

export function toStackKey(frames: readonly Frame[], platform: string | undefined): StackKey {
  const newest = frames.slice(-FRAME_LIMIT)
  const own = newest.filter((frame) => isOwn(frame, platform))
  // Where an SDK tells the app's code from others', a stack without any is a library's own affair.
  const isForeign = own.length === 0 && newest.some(({ inApp }) => inApp !== undefined)
  const places: string[] = []
  let tells: StackKey['tells'] = 'nothing'
  for (const frame of own.length > 0 ? own : newest) {
    if (isNative(frame, platform)) continue
    const { where, name, line } = toPlace(frame, frame.platform ?? platform)
    const place = toWords(where, name, line)
    if (place === '') continue
    if (line !== undefined) tells = 'line'
    else if (name !== undefined || tells === 'line') tells = 'function'
    // Direct recursion: how deep it went says nothing about what failed.
    if (place !== places.at(-1)) places.push(place)
  }
  return { places, tells: isForeign ? 'nothing' : tells }
}

interface Place {
  readonly where: string | undefined
  readonly name: string | undefined
  readonly line: string | undefined
}

function toPlace(frame: Frame, platform: string | undefined): Place {
  const path = toPath(frame)
  const name = toFunctionName(frame.function, platform)
  // Without a function it is a page's inline script or a minified file: its line may be all of it.
  const hasLine = WITH_LINES.has(platform) && (name !== undefined || !isUrl(path))
  return {
    where: frame.module === undefined ? toFileName(path) : toModule(frame.module, platform),
    name,
    line: hasLine && frame.context !== undefined ? toLine(frame.context.line) : undefined,
  }
}

function toModule(module: string, platform: string | undefined): string {
  const short = module.slice(0, MODULE_LIMIT)
  return platform === 'java' ? toJavaClass(short) : short
}

function toLine(line: string): string | undefined {
  // Cut before and after: a minified line may be megabytes.
  const start = line.trimStart().slice(0, LINE_LIMIT * 4)
  return start.replace(/\s+/g, ' ').trimEnd().slice(0, LINE_LIMIT) || undefined
}

function toWords(where = '', name?: string, line?: string): string {
  const place = name === undefined ? where : where === '' ? name : `${where} in ${name}`
  if (line === undefined) return place
  return place === '' ? line : `${place}: ${line}`
}

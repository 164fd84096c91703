import type { EntryAllowance } from '../entry-allowance.ts'
import {
  isObject,
  readBoolean,
  readJsonObject,
  readNumber,
  readScalar,
  readText,
  toJson,
} from '../json.ts'
import type { JsonObject } from '../json.ts'
import type { Frame, SourceLines } from '../record/frame.ts'

/** The frames of a `stacktrace`: oldest first, the failing one last. */
export function readFrames(stacktrace: unknown, allowance: EntryAllowance): readonly Frame[] {
  const frames = isObject(stacktrace) ? stacktrace['frames'] : undefined
  return Array.isArray(frames) ? readFrameList(allowance.takeOf(frames)) : noFrames
}

function readFrameList(list: readonly unknown[]): readonly Frame[] {
  const frames: Frame[] = []
  for (const entry of list) if (isObject(entry)) frames.push(readFrame(entry))
  return frames
}

const noFrames: readonly Frame[] = []

export const emptyFrame: Frame = {
  function: undefined,
  module: undefined,
  filename: undefined,
  absPath: undefined,
  package: undefined,
  line: undefined,
  column: undefined,
  inApp: undefined,
  context: undefined,
  vars: undefined,
  platform: undefined,
  instruction: undefined,
  symbol: undefined,
  image: undefined,
}

export function readFrame(frame: Readonly<Record<string, unknown>>): Frame {
  return {
    function: readText(frame['function']) ?? readText(frame['raw_function']),
    module: readText(frame['module']),
    filename: readText(frame['filename']),
    absPath: readText(frame['abs_path']),
    package: readText(frame['package']),
    line: readNumber(frame['lineno']),
    column: readNumber(frame['colno']),
    inApp: readBoolean(frame['in_app']),
    context: readSourceLines(frame),
    vars: readVars(frame['vars']),
    platform: readText(frame['platform']),
    instruction: readScalar(frame['instruction_addr']),
    symbol: readScalar(frame['symbol_addr']),
    image: readScalar(frame['image_addr']),
  }
}

function readSourceLines(frame: Readonly<Record<string, unknown>>): SourceLines | undefined {
  const line = frame['context_line']
  if (typeof line !== 'string') return undefined
  return { before: readLines(frame['pre_context']), line, after: readLines(frame['post_context']) }
}

/** Lines keep their places: an SDK that knows not one of them sends null. */
function readLines(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map((line) => readScalar(line) ?? '') : []
}

/** Locals: a map, or, from languages with positional arguments, a list. */
function readVars(value: unknown): JsonObject | undefined {
  if (!Array.isArray(value)) return readJsonObject(value)
  return Object.fromEntries(value.map((entry, index) => [String(index), toJson(entry)]))
}

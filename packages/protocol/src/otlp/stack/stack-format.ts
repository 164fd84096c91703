import type { Frame } from '../../record/frame.ts'
import { emptyFrame } from '../../sentry/frame.ts'
import { isAppCode } from './app-code.ts'

/** One exception of a stack trace; the frames' failing one is last. */
export interface StackedException {
  readonly type: string | undefined
  readonly value: string | undefined
  readonly frames: readonly Frame[]
  /** How it hangs in the exception after it: `cause`, `__context__`. */
  readonly link: string | undefined
}

/** How a language prints stacks. */
export interface StackFormat {
  /** Whether a line is a frame in this format and in no other. */
  readonly isFrame: (line: string) => boolean
  /** The exceptions of a trace: causes first, the outermost last. */
  readonly read: (lines: readonly string[]) => readonly StackedException[]
}

interface Place {
  readonly function: string | undefined
  readonly module?: string | undefined
  readonly filename?: string | undefined
  readonly line?: number | undefined
  readonly column?: number | undefined
  readonly context?: Frame['context']
}

const ABSOLUTE = /^(?:\/|\\\\|[A-Za-z]:[\\/]|[a-z][a-z\d+.-]*:\/\/)/

export function toStackFrame(place: Place): Frame {
  const { module, filename, line, column, context } = place
  return {
    ...emptyFrame,
    function: place.function,
    module,
    filename,
    absPath: filename !== undefined && ABSOLUTE.test(filename) ? filename : undefined,
    line,
    column,
    context,
    inApp: isAppCode(filename, module),
  }
}

export interface Headline {
  readonly type: string | undefined
  readonly value: string | undefined
}

const HEADLINE =
  /^(?:Uncaught |Exception in thread "[^"]*" )?([\w.$\\+`-]+(?: \[\w+\])?)(?::\s?(.*))?$/s

/** `TypeError: x is not a function`, which may go on for lines. */
export function readHeadline(text: string): Headline {
  const match = HEADLINE.exec(text.trim())
  if (match === null) return { type: undefined, value: text.trim() || undefined }
  return { type: match[1], value: match[2]?.trim() || undefined }
}

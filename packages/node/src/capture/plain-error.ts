import { inspect } from 'node:util'
import type { PlainError } from './heard.ts'

/** Causes of causes, and members of aggregates: an error can name itself. */
const DEPTH_LIMIT = 5
const MEMBER_LIMIT = 10
const TEXT_LIMIT = 32 * 1024

/** Anything can be thrown; what is read of it may be a getter that throws. */
export function toPlainError(thrown: unknown, depth = 0): PlainError {
  try {
    return isErrorLike(thrown) ? readError(thrown, depth) : toNamed('Error', toText(thrown))
  } catch {
    return toNamed('Error', 'an error that cannot be read')
  }
}

interface ErrorLike {
  readonly name?: unknown
  readonly message: unknown
  readonly stack?: unknown
  readonly cause?: unknown
  readonly errors?: unknown
}

/** Errors of other realms (`vm`, workers) are no instances of ours. */
function isErrorLike(value: unknown): value is ErrorLike {
  return value instanceof Error || Object.prototype.toString.call(value) === '[object Error]'
}

function readError(error: ErrorLike, depth: number): PlainError {
  const { name, message, stack, cause, errors } = error
  const isDeep = depth >= DEPTH_LIMIT
  return {
    name: typeof name === 'string' ? cut(name) : 'Error',
    message: cut(String(message)),
    stack: typeof stack === 'string' ? cut(stack) : undefined,
    cause: isDeep || !isErrorLike(cause) ? undefined : toPlainError(cause, depth + 1),
    errors:
      isDeep || !Array.isArray(errors)
        ? []
        : errors.slice(0, MEMBER_LIMIT).map((member) => toPlainError(member, depth + 1)),
  }
}

const PRINTED = /^(?:Uncaught )?([A-Z]\w*(?: \[\w+\])?)(?:: ([^]*?))?\n {4}at [^]*$/

/** Frameworks print `error.stack` and keep the error to themselves. */
export function readPrintedError(text: string): PlainError | undefined {
  if (text.length > TEXT_LIMIT) return undefined
  const match = PRINTED.exec(text)
  if (match === null || match[1] === undefined || match[1] === 'Trace') return undefined
  return { ...toNamed(match[1], match[2] ?? ''), stack: text }
}

function toNamed(name: string, message: string): PlainError {
  return { name, message, stack: undefined, cause: undefined, errors: [] }
}

function toText(thrown: unknown): string {
  return cut(typeof thrown === 'string' ? thrown : inspect(thrown, { depth: 2 }))
}

function cut(text: string): string {
  return text.length > TEXT_LIMIT ? text.slice(0, TEXT_LIMIT) : text
}

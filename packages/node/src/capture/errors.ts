import type { HeardError, PlainError } from './heard.ts'
import { readPrintedError, toPlainError } from './plain-error.ts'
import { hasProperties } from './read-property.ts'
import type { SpanMaker } from './span-maker.ts'

export interface HowCaught {
  readonly mechanism: string
  readonly isHandled: boolean
}

/** One error is told once, however many places it passes: a router, the console, the end of the process. */
export interface Errors {
  readonly capture: (thrown: unknown, how: HowCaught) => void
  /** A text that may be the stack of one. */
  readonly capturePrinted: (text: string, how: HowCaught) => void
  /** It is no error, or somebody else tells of it. */
  readonly skip: (thrown: unknown) => void
}

/** Stacks that a framework may print after the error itself was seen. */
const STACK_LIMIT = 50

export function createErrors(spanMaker: SpanMaker, record: (error: HeardError) => void): Errors {
  const seen = new WeakSet<object>()
  const stacks = new Set<string>()

  const tell = (error: PlainError, { mechanism, isHandled }: HowCaught): void => {
    const span = spanMaker.context.getStore()
    record({
      kind: 'error',
      time: Date.now(),
      error,
      mechanism,
      isHandled,
      place: span && { traceId: span.traceId, spanId: span.spanId },
      transaction: span?.segment.name,
      request: span?.request,
    })
  }

  const awaitPrinted = ({ stack }: PlainError): void => {
    if (stack === undefined) return
    stacks.add(stack)
    for (const oldest of stacks) {
      if (stacks.size <= STACK_LIMIT) break
      stacks.delete(oldest)
    }
  }

  return {
    capture: (thrown, how) => {
      if (hasProperties(thrown)) {
        if (seen.has(thrown)) return
        seen.add(thrown)
      }
      const error = toPlainError(thrown)
      awaitPrinted(error)
      tell(error, how)
    },
    capturePrinted: (text, how) => {
      // Each printing takes one back: the same line may well throw again.
      const error = readPrintedError(text)
      if (error !== undefined && !stacks.delete(text)) tell(error, how)
    },
    skip: (thrown) => {
      if (!hasProperties(thrown)) return
      seen.add(thrown)
      awaitPrinted(toPlainError(thrown))
    },
  }
}

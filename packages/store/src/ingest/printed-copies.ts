import type { LogRecord, OutputRecord } from 'protocol'
import { toPrintedKeys, toSentKeys } from './printed-text.ts'

/**
 * Recognises lines that were printed and also sent by an SDK, whose loggers do both: the SDK's log
 * knows more and stays. Each stands for one of the other, so that what was said three times is there
 * three times, in whichever order the two arrive.
 */
export interface PrintedCopies {
  /** Whether an SDK has sent it. */
  readonly isCopy: (line: OutputRecord, run: string | undefined) => boolean
  /** Remembers the row of a line that no SDK has sent yet. */
  readonly addLine: (line: OutputRecord, run: string | undefined, row: number) => void
  /** The lines that are the log's copies, whose rows have to go; the log waits for the others. */
  readonly takeLines: (log: LogRecord, run: string | undefined) => readonly PrintedRow[]
}

export interface PrintedRow {
  readonly row: number
  readonly traceId: string | undefined
}

/** Between a call of the logger and the moment its line is read from the pipe. */
const WINDOW = 2000

/** How many are remembered at least; SDKs send their logs after five seconds or a hundred lines. */
const LIMIT = 20_000

interface Waiting {
  readonly time: number
  readonly run: string | undefined
  readonly row: number
  readonly traceId: string | undefined
  isTaken: boolean
}

export function createPrintedCopies(): PrintedCopies {
  const lines = createShelf()
  const logs = createShelf()
  return {
    isCopy: ({ time, scope, line, attributes }, run) => {
      const keys = toPrintedKeys(line, attributes)
      return logs.take(scope.service, keys, time, run) !== undefined
    },
    addLine: ({ time, scope, line, attributes, traceId }, run, row) => {
      const waiting = { time, run, row, traceId, isTaken: false }
      lines.add(scope.service, toPrintedKeys(line, attributes), waiting)
    },
    takeLines: ({ time, scope, body, traceId }, run) => {
      const takeOne = (key: string): readonly PrintedRow[] => {
        const found = lines.take(scope.service, [key], time, run)
        if (found !== undefined) return [found]
        logs.add(scope.service, [key], { time, run, row: 0, traceId, isTaken: false })
        return []
      }
      const [whole, each] = toSentKeys(body)
      const found = takeOne(whole)
      return found.length > 0 ? found : each.flatMap(takeOne)
    },
  }
}

interface Shelf {
  readonly add: (service: string | undefined, keys: readonly string[], waiting: Waiting) => void
  readonly take: (
    service: string | undefined,
    keys: readonly string[],
    time: number,
    run: string | undefined,
  ) => Waiting | undefined
}

/** Two halves, the older of which is forgotten as a whole when the newer one is full. */
function createShelf(): Shelf {
  let newer = new Map<string, Waiting[]>()
  let older = new Map<string, Waiting[]>()
  let count = 0

  const takeFrom = (
    half: Map<string, Waiting[]>,
    name: string,
    time: number,
    run: string | undefined,
  ): Waiting | undefined => {
    const queue = half.get(name)
    if (queue === undefined) return undefined
    const isPast = (waiting: Waiting): boolean => waiting.isTaken || waiting.time < time - WINDOW
    const gone = queue.findIndex((waiting) => !isPast(waiting))
    queue.splice(0, gone === -1 ? queue.length : gone)
    if (queue.length === 0) half.delete(name)
    const [first] = queue
    if (first === undefined || first.time > time + WINDOW) return undefined
    if (first.run !== undefined && run !== undefined && first.run !== run) return undefined
    first.isTaken = true
    return first
  }

  return {
    add: (service, keys, waiting) => {
      if (count >= LIMIT) {
        older = newer
        newer = new Map<string, Waiting[]>()
        count = 0
      }
      for (const key of keys) {
        const name = toName(service, key)
        const queue = newer.get(name)
        if (queue === undefined) newer.set(name, [waiting])
        else queue.push(waiting)
        count++
      }
    },
    take: (service, keys, time, run) => {
      for (const key of keys) {
        const name = toName(service, key)
        const found = takeFrom(older, name, time, run) ?? takeFrom(newer, name, time, run)
        if (found !== undefined) return found
      }
      return undefined
    },
  }
}

function toName(service: string | undefined, key: string): string {
  return `${service ?? ''}\n${key}`
}

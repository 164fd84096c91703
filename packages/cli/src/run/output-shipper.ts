import type { Output } from 'vite-plugin'
import { createOutputLines } from './output-lines.ts'

type Stream = Output['stream']

/** Brings what a process prints to the sidecar, without ever holding the process up. */
export interface OutputShipper {
  readonly add: (stream: Stream, chunk: Buffer) => void
  /** Sends what is left. Fulfilled when all of it has arrived. */
  readonly end: () => Promise<void>
}

export interface OutputShipperOptions {
  readonly send: (stream: Stream, lines: Output['lines']) => Promise<unknown>
  readonly now: () => number
}

/** Lines that belong together come within so long. */
const PAUSE = 50

/** Characters of one batch, and batches under way. */
const BATCH = 512 * 1024
const UNDER_WAY = 4

/** Characters that may wait for a sidecar that is busy or away; what is printed then is counted. */
const ROOM = 8 * 1024 * 1024

/** What a line costs beside its characters. */
const LINE_COST = 50

interface Waiting {
  readonly stream: Stream
  readonly lines: (readonly [number, string])[]
  size: number
}

export function createOutputShipper({ send, now }: OutputShipperOptions): OutputShipper {
  const cutters = { stdout: createOutputLines(), stderr: createOutputLines() }
  const waiting: Waiting[] = []
  const underWay = new Set<Promise<unknown>>()
  let room = ROOM
  let lost = 0
  let timer: NodeJS.Timeout | undefined

  const flush = (): void => {
    clearTimeout(timer)
    timer = undefined
    while (underWay.size < UNDER_WAY) {
      const batch = waiting.shift()
      if (batch === undefined) return
      const sent = send(batch.stream, batch.lines).finally(() => {
        underWay.delete(sent)
        room += batch.size
        if (room === ROOM) tellLost()
        if (waiting.length > 0) flush()
      })
      underWay.add(sent)
    }
  }

  const tellLost = (): void => {
    if (lost === 0) return
    const line = `[warn] footlight: ${lost} lines came faster than they could be kept`
    lost = 0
    push('stderr', line)
    flush()
  }

  const push = (stream: Stream, line: string): void => {
    const size = line.length + LINE_COST
    if (size > room) {
      lost++
      return
    }
    room -= size
    const last = waiting.at(-1)
    if (last?.stream === stream && last.size < BATCH) {
      last.lines.push([now(), line])
      last.size += size
    } else waiting.push({ stream, lines: [[now(), line]], size })
  }

  return {
    add: (stream, chunk) => {
      for (const line of cutters[stream].add(chunk)) push(stream, line)
      if (waiting.length > 1) flush()
      else timer ??= setTimeout(flush, PAUSE)
    },
    end: async () => {
      for (const stream of ['stdout', 'stderr'] as const) {
        for (const line of cutters[stream].end()) push(stream, line)
      }
      flush()
      while (underWay.size > 0) await Promise.allSettled(underWay)
    },
  }
}

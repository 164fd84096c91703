import type { LogPosition } from './log/segment.ts'
import type { Missed } from './stream/streams.ts'
import type { WorkerSlot } from './worker-slot.ts'

/** One reader of `GET /stream`. It pulls: what it does not take is not made. */
export interface StreamReader {
  /** The next text; waits for an arrival. Nothing once it is closed. */
  readonly next: () => Promise<Uint8Array | undefined>
  readonly close: () => void
}

export interface StreamSource {
  /** `after`: the number of the last arrival that the reader has seen. */
  readonly open: (after: number, isBase64: boolean) => Promise<StreamReader>
  /** Something was appended to the log. */
  readonly wake: () => void
  readonly close: () => Promise<void>
}

export interface StreamTools {
  /** Prints what arrives. It starts with the first reader: most people never have one. */
  readonly streamer: WorkerSlot
  readonly end: () => LogPosition
  readonly missed: (after: number) => Promise<Missed>
}

export function createStreamSource({ streamer, end, missed }: StreamTools): StreamSource {
  const waiting = new Set<() => void>()
  let last = 0

  const open: StreamSource['open'] = async (start, isBase64) => {
    const handle = await streamer.get()
    const stream = ++last
    let after = start
    let isFollowing = false
    let isClosed = false
    let wakeUp: (() => void) | undefined

    /** Where the missed ones lie is asked part by part: packing moves what a slow reader waits with. */
    const catchUp = async (): Promise<Uint8Array | undefined> => {
      const { places, end: reached } = await missed(after)
      if (isClosed) return undefined
      if (places.length === 0) {
        isFollowing = true
        handle.tell({ type: 'open-stream', stream, start: { start: reached, isBase64 } })
        return undefined
      }
      const printed = await handle.ask('print', { places, isBase64 })
      after = printed.last
      return printed.text
    }

    const follow = async (): Promise<Uint8Array | undefined> => {
      const seen = end()
      const text = await handle.ask('pull', { stream, end: seen })
      if (text === undefined) await waitFor(seen)
      return text
    }

    const next = async (): Promise<Uint8Array | undefined> => {
      for (;;) {
        if (isClosed) return undefined
        const text = await (isFollowing ? follow() : catchUp())
        if (text !== undefined) return text
      }
    }

    /** Until the log is longer than it was when it was read. */
    const waitFor = async (seen: LogPosition): Promise<void> => {
      const now = end()
      if (now.segment !== seen.segment || now.offset !== seen.offset) return
      await new Promise<void>((resolve) => {
        wakeUp = resolve
        waiting.add(resolve)
        if (isClosed) resolve()
      })
      if (wakeUp) waiting.delete(wakeUp)
    }

    const close = (): void => {
      isClosed = true
      wakeUp?.()
      handle.tell({ type: 'close-stream', stream })
    }

    return { next, close }
  }

  return {
    open,
    wake: () => {
      for (const resolve of waiting) resolve()
      waiting.clear()
    },
    close: streamer.close,
  }
}

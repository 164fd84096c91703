import type { LogPosition } from './log/segment.ts'
import type { StreamStart } from './stream/streams.ts'
import type { WorkerHandle } from './worker-handle.ts'

/** One reader of `GET /stream`. It pulls: what it does not take is not made. */
export interface StreamReader {
  /** The next text; waits for an arrival. Nothing once it is closed. */
  readonly next: () => Promise<Uint8Array | undefined>
  readonly close: () => void
}

export interface StreamSource {
  readonly open: (start: StreamStart) => Promise<StreamReader>
  /** Something was appended to the log. */
  readonly wake: () => void
  readonly close: () => Promise<void>
}

/** The worker that prints what arrives starts with the first reader: most people never have one. */
export function createStreamSource(
  start: () => Promise<WorkerHandle>,
  end: () => LogPosition,
): StreamSource {
  const waiting = new Set<() => void>()
  let worker: Promise<WorkerHandle> | undefined
  let last = 0

  const open = async (from: StreamStart): Promise<StreamReader> => {
    worker ??= start()
    const handle = await worker
    const stream = ++last
    let isClosed = false
    let wakeUp: (() => void) | undefined
    handle.tell({ type: 'open-stream', stream, start: from })

    const next = async (): Promise<Uint8Array | undefined> => {
      for (;;) {
        if (isClosed) return undefined
        const seen = end()
        const text = await handle.ask('pull', { stream, end: seen })
        if (text !== undefined) return text
        await waitFor(seen)
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
    close: async () => {
      const handle = await worker?.catch(() => undefined)
      await handle?.close()
    },
  }
}

import { Worker } from 'node:worker_threads'
import type { AnyHeard } from './heard.ts'
import type { ShipOrder } from './ship-order.ts'

/** Holds what was heard for a moment, then hands it to a thread that ships it. */
export interface Handover {
  readonly add: (heard: AnyHeard) => void
  /** Nothing that is held is handed over any more; what was is still shipped. */
  readonly close: () => void
}

export interface HandoverOptions {
  /** The file of the thread. */
  readonly thread: URL
  readonly order: Omit<ShipOrder, 'done'>
  /** Asked before a batch leaves: somebody else may have begun to tell of the same. */
  readonly isOn: () => boolean
}

/** What belongs together comes within so long. */
const PAUSE = 50

/** Of one batch; what comes faster than it can be handed over is left out. */
const BATCH_LIMIT = 5_000

/** So long a process that ends waits for its last words to arrive. Usually it is some 10 ms. */
const LAST_WORDS = 2_000

export function createHandover({ thread, order, isOn }: HandoverOptions): Handover {
  const done = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
  let batch: AnyHeard[] = []
  let posted = 0
  let timer: NodeJS.Timeout | undefined
  let worker: Worker | undefined
  let isClosed = false

  const start = (): Worker => {
    const started = new Worker(thread, {
      workerData: { ...order, done },
      // Neither our preload nor the debugger's is meant for it, and the guard of workers keeps off.
      execArgv: [],
      env: { FOOTLIGHT: 'off' },
      // What it prints is no line of the app.
      stdout: true,
      stderr: true,
    })
    started.unref()
    // One without a listener would end the app.
    started.on('error', () => undefined)
    return started
  }

  const flush = (): void => {
    clearTimeout(timer)
    timer = undefined
    if (batch.length === 0 || !isOn()) return
    worker ??= start()
    worker.postMessage(batch)
    posted++
    batch = []
  }

  /** The thread goes on while this one waits. */
  const flushLast = (): void => {
    try {
      flush()
    } catch {
      // Node may have been told to let nobody start a thread.
      return
    }
    const until = Date.now() + LAST_WORDS
    for (let count = Atomics.load(done, 0); count < posted; count = Atomics.load(done, 0)) {
      if (Atomics.wait(done, 0, count, until - Date.now()) === 'timed-out') return
    }
  }
  process.on('exit', flushLast)

  const flushQuietly = (): void => {
    try {
      flush()
    } catch {
      batch = []
    }
  }

  return {
    add: (heard) => {
      if (isClosed) return
      if (batch.length < BATCH_LIMIT) batch.push(heard)
      timer ??= setTimeout(flushQuietly, PAUSE).unref()
    },
    close: () => {
      isClosed = true
      batch = []
      clearTimeout(timer)
      process.off('exit', flushLast)
      worker?.postMessage(undefined)
    },
  }
}

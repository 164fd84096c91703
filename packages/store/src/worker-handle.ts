import { Worker } from 'node:worker_threads'
import type { DriverName } from './driver/database.ts'
import type {
  FromWorker,
  Question,
  QuestionName,
  Reply,
  Tell,
  ToWorker,
  WorkerSetup,
} from './worker-message.ts'

/** A worker as the answering loop sees it. */
export interface WorkerHandle {
  readonly driver: DriverName
  readonly hasWal: boolean
  readonly tell: (tell: Tell) => void
  /** Rejected when the worker could not answer, or ended. */
  readonly ask: <N extends QuestionName>(name: N, question: Question<N>) => Promise<Reply<N>>
  readonly close: () => Promise<void>
}

export interface WorkerListeners {
  readonly onMessage: (message: Extract<FromWorker, { type: 'event' | 'records' }>) => void
  /** It ended, and nobody had asked it to. */
  readonly onLost: (detail: string) => void
}

interface Waiting {
  readonly resolve: (reply: unknown) => void
  readonly reject: (error: Error) => void
}

/** Nothing here lives long: with V8's own size each worker takes 45 MB more and is no faster. */
const YOUNG_MB = 8

export function startWorker(
  file: URL,
  setup: WorkerSetup,
  { onMessage, onLost }: WorkerListeners,
): Promise<WorkerHandle> {
  // Node still calls its SQLite experimental, on standard error, for every user to see.
  const execArgv = process.allowedNodeEnvironmentFlags.has('--disable-warning')
    ? [...process.execArgv, '--disable-warning=ExperimentalWarning']
    : process.execArgv
  const resourceLimits = { maxYoungGenerationSizeMb: YOUNG_MB }
  const worker = new Worker(file, { workerData: setup, execArgv, resourceLimits })
  const asked = new Map<number, Waiting>()
  let last = 0
  let isReady = false
  let ended: string | undefined
  let isClosing = false

  const post = (message: ToWorker): void => worker.postMessage(message)

  return new Promise((resolve, reject) => {
    const end = (detail: string): void => {
      if (ended !== undefined) return
      ended = detail
      for (const waiting of asked.values()) waiting.reject(new Error(detail))
      asked.clear()
      if (!isReady) reject(new Error(detail))
      else if (!isClosing) onLost(detail)
    }

    const handle: Omit<WorkerHandle, 'driver' | 'hasWal'> = {
      tell: (tell) => post({ type: 'tell', tell }),
      ask: <N extends QuestionName>(name: N, question: Question<N>): Promise<Reply<N>> =>
        new Promise<Reply<N>>((answer, fail) => {
          if (ended !== undefined) {
            fail(new Error(ended))
            return
          }
          // What comes back under this number is the answer to this question.
          // oxlint-disable-next-line typescript/no-unsafe-type-assertion
          asked.set(++last, { resolve: answer as (reply: unknown) => void, reject: fail })
          // oxlint-disable-next-line typescript/no-unsafe-type-assertion
          post({ type: 'question', id: last, name, question } as ToWorker)
        }),
      close: () =>
        new Promise((done) => {
          if (ended !== undefined) {
            done()
            return
          }
          isClosing = true
          worker.once('exit', () => done())
          post({ type: 'tell', tell: { type: 'close' } })
        }),
    }

    worker.on('error', (error) => end(error instanceof Error ? error.message : String(error)))
    worker.on('exit', (code) => end(`a worker of the store ended with ${code}`))
    worker.on('message', (message: FromWorker) => {
      switch (message.type) {
        case 'ready':
          isReady = true
          resolve({ driver: message.driver, hasWal: message.hasWal, ...handle })
          break
        case 'failed':
          end(message.detail)
          break
        case 'event':
        case 'records':
          onMessage(message)
          break
        case 'reply':
          asked.get(message.id)?.resolve(message.reply)
          asked.delete(message.id)
          break
        case 'error':
          asked.get(message.id)?.reject(new Error(message.detail))
          asked.delete(message.id)
      }
    })
  })
}

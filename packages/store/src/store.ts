import { mkdirSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import type { Failure, Parameters, TelemetryRecord } from 'protocol'
import type { Command, CommandOutcome } from './command.ts'
import type { DriverName } from './driver/database.ts'
import { toLogFolder } from './engine.ts'
import type { EngineEvent } from './engine.ts'
import type { ArrivalFacts, LogEntry } from './log/entry.ts'
import { openLogWriter } from './log/log-writer.ts'
import { listSegments, readSegmentSize } from './log/segment.ts'
import type { LogPosition } from './log/segment.ts'
import type {
  FromWorker,
  StoredBytes,
  ToWorker,
  WorkerReply,
  WorkerSetup,
} from './worker-message.ts'

export interface StoreOptions {
  readonly folder: string
  readonly maxBytes: number
  /** The sidecar's own addresses, whose posts are no telemetry. */
  readonly hosts: readonly string[]
  readonly driver?: DriverName | undefined
  /** The file of the worker; in a bundle it is another than here. */
  readonly worker: URL
  readonly onRecords?:
    | ((records: readonly TelemetryRecord[], facts: ArrivalFacts) => void)
    | undefined
  readonly onEvent?: ((event: EngineEvent) => void) | undefined
}

export type StoreAnswer =
  | { readonly ok: true; readonly json: string }
  | { readonly ok: false; readonly status: number; readonly failure: Failure }

/** The store as the answering loop sees it: append, ask, change. Nothing here waits for a query. */
export interface Store {
  readonly driver: DriverName
  /** Fulfilled once the arrival would survive this process being killed. */
  readonly append: (entry: LogEntry) => Promise<void>
  readonly ask: (path: string, parameters: Parameters) => Promise<StoreAnswer>
  readonly rawBody: (envelopeId: string) => Promise<StoredBytes | undefined>
  readonly dataOf: (recordId: string) => Promise<StoredBytes | undefined>
  readonly run: (command: Command) => Promise<CommandOutcome>
  readonly state: () => StoreState
  readonly close: () => Promise<void>
}

export interface StoreState {
  /** Grows with every commit: what was answered at the same revision is still true. */
  readonly revision: number
  readonly bytes: number
  /** Answered arrivals whose rows are not there yet. */
  readonly backlog: number
  /** Bytes that wait for the disk. */
  readonly pending: number
}

export async function openStore(options: StoreOptions): Promise<Store> {
  const log = toLogFolder(options.folder)
  mkdirSync(log, { recursive: true })
  // Before the writer makes its own: what earlier runs left.
  const left = readEnd(log)
  const writer = openLogWriter({ folder: log })
  const state = { revision: 0, bytes: 0, answered: 0, done: 0 }
  const waiting: { readonly position: LogPosition }[] = []

  const onEvent = (event: EngineEvent): void => {
    if (event.type === 'committed') {
      state.revision = event.revision
      state.bytes = event.bytes
      while (waiting[0] && !isAfter(waiting[0].position, event.position)) waiting.shift()
    } else if (event.type === 'removed') reader?.send({ type: 'forget' })
    options.onEvent?.(event)
  }

  const engine = await startWorker(options, 'writer', onEvent)
  let reader: WorkerHandle | undefined
  let starting: Promise<WorkerHandle> | undefined

  /** With WAL a second connection reads while the first writes. It starts with the first question. */
  const readerOf = async (): Promise<WorkerHandle> => {
    if (!engine.hasWal) return engine
    starting ??= startWorker(options, 'reader', () => undefined).then((handle) => (reader = handle))
    return starting
  }

  if (left !== undefined) engine.send({ type: 'follow', end: left })
  let announced = 0

  /** The writer is told once for all that was appended in a turn of the loop. */
  const announce = (): void => {
    if (announced !== 0) return
    announced = 1
    queueMicrotask(() => {
      announced = 0
      engine.send({ type: 'follow', end: writer.end() })
    })
  }

  return {
    driver: engine.driver,
    append: async (entry) => {
      const position = await writer.append(entry)
      waiting.push({ position })
      announce()
    },
    ask: async (path, parameters) => {
      const answer = await (await readerOf()).ask({ type: 'ask', id: 0, path, parameters })
      if (answer.type === 'json') return { ok: true, json: answer.json }
      if (answer.type === 'failure')
        return { ok: false, status: answer.status, failure: answer.failure }
      throw new Error(`the store answered a question with ${answer.type}`)
    },
    rawBody: async (envelope) =>
      toBytes(await (await readerOf()).ask({ type: 'raw', id: 0, envelope })),
    dataOf: async (record) =>
      toBytes(await (await readerOf()).ask({ type: 'data', id: 0, record })),
    run: async (command) => {
      const answer = await engine.ask({ type: 'command', id: 0, command })
      if (answer.type === 'done') return answer.outcome
      const failure = answer.type === 'failure' ? answer.failure : undefined
      return { ok: false, hasRemoved: false, failure }
    },
    state: () => ({
      revision: state.revision,
      bytes: state.bytes,
      backlog: waiting.length,
      pending: writer.pending(),
    }),
    close: async () => {
      await writer.close()
      await starting
      await Promise.all([reader?.close(), engine.close()])
    },
  }
}

function toBytes(answer: WorkerReply): StoredBytes | undefined {
  return answer.type === 'bytes' ? answer.bytes : undefined
}

function readEnd(log: string): LogPosition | undefined {
  const segment = listSegments(log).at(-1)
  return segment === undefined ? undefined : { segment, offset: readSegmentSize(log, segment) }
}

function isAfter(a: LogPosition, b: LogPosition): boolean {
  return a.segment > b.segment || (a.segment === b.segment && a.offset >= b.offset)
}

interface WorkerHandle {
  readonly driver: DriverName
  readonly hasWal: boolean
  readonly send: (message: ToWorker) => void
  readonly ask: (message: Extract<ToWorker, { readonly id: number }>) => Promise<WorkerReply>
  readonly close: () => Promise<void>
}

function startWorker(
  { folder, driver, maxBytes, hosts, worker: file, onRecords }: StoreOptions,
  role: WorkerSetup['role'],
  onEvent: (event: EngineEvent) => void,
): Promise<WorkerHandle> {
  const setup: WorkerSetup = {
    role,
    folder,
    driver,
    maxBytes,
    hosts,
    sendsRecords: onRecords !== undefined,
  }
  // Node still calls its SQLite experimental, on standard error, for every user to see.
  const execArgv = process.allowedNodeEnvironmentFlags.has('--disable-warning')
    ? [...process.execArgv, '--disable-warning=ExperimentalWarning']
    : process.execArgv
  const worker = new Worker(file, { workerData: setup, execArgv })
  const asked = new Map<number, (reply: WorkerReply) => void>()
  let last = 0

  return new Promise((resolve, reject) => {
    const failAll = (detail: string): void => {
      const failure = { code: 'store', message: detail, position: undefined, fix: undefined }
      for (const answer of asked.values()) answer({ type: 'failure', status: 500, failure })
      asked.clear()
      reject(new Error(detail))
    }
    worker.on('error', (error) => failAll(`The store's worker failed: ${String(error)}`))
    worker.on('message', (message: FromWorker) => {
      switch (message.type) {
        case 'ready':
          resolve({
            driver: message.driver,
            hasWal: message.hasWal,
            send: (out) => worker.postMessage(out),
            ask: (question) =>
              new Promise((answer) => {
                asked.set(++last, answer)
                worker.postMessage({ ...question, id: last })
              }),
            close: () =>
              new Promise((done) => {
                worker.once('exit', () => done())
                worker.postMessage({ type: 'close' } satisfies ToWorker)
              }),
          })
          break
        case 'failed':
          failAll(message.detail)
          break
        case 'event':
          onEvent(message.event)
          break
        case 'records':
          onRecords?.(message.records, message.facts)
          break
        case 'reply':
          asked.get(message.id)?.(message.reply)
          asked.delete(message.id)
          break
        case 'closed':
          break
      }
    })
  })
}

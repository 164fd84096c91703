import { mkdirSync } from 'node:fs'
import type { Failure, Loss, Parameters, TelemetryRecord } from 'protocol'
import type { Command, CommandOutcome } from './command.ts'
import type { DriverName } from './driver/database.ts'
import { toLogFolder } from './engine.ts'
import type { EngineEvent } from './engine.ts'
import type { ArrivalFacts, LogEntry } from './log/entry.ts'
import { openLogWriter } from './log/log-writer.ts'
import { isBefore, listSegments, readSegmentSize } from './log/segment.ts'
import type { LogPosition } from './log/segment.ts'
import { createStreamSource } from './stream-source.ts'
import type { StreamReader } from './stream-source.ts'
import { createWatches } from './watches.ts'
import type { Watch } from './watches.ts'
import { startWorker } from './worker-handle.ts'
import type { WorkerHandle, WorkerListeners } from './worker-handle.ts'
import type {
  JsonReply,
  Question,
  QuestionName,
  Reply,
  StoredBytes,
  WorkerRole,
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
  readonly onEvent?: ((event: StoreEvent) => void) | undefined
}

export type StoreEvent =
  | EngineEvent
  /** A worker ended, and another took its place. */
  | { readonly type: 'restarted'; readonly detail: string }
  /** It would not stay; what arrives is kept, but no longer in any list. */
  | { readonly type: 'broken'; readonly detail: string }

/** The store as the answering loop sees it: append, ask, change. Nothing here waits for a query. */
export interface Store {
  readonly driver: DriverName
  /** Fulfilled once the arrival would survive this process being killed. */
  readonly append: (entry: LogEntry) => Promise<void>
  /** Counts something that could not be kept. */
  readonly lose: (loss: Loss) => void
  readonly ask: (path: string, parameters: Parameters) => Promise<JsonReply>
  /** `id` is what messages of the live query are called by on the wire. */
  readonly watch: (id: number, path: string, parameters: Parameters) => Promise<Watch>
  readonly stream: (lastId: string | undefined, isBase64: boolean) => Promise<StreamReader>
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

/** A worker that ends so often has a reason that starting it again does not mend. */
const RESTART_LIMIT = 5
const RESTART_PAUSE = 500

export async function openStore(options: StoreOptions): Promise<Store> {
  const log = toLogFolder(options.folder)
  mkdirSync(log, { recursive: true })
  // Before the writer makes its own: what earlier runs left.
  const left = readEnd(log)
  const writer = openLogWriter({ folder: log })
  const watches = createWatches()
  const streams = createStreamSource(() => start('streamer'), writer.end)
  const backlog: LogPosition[] = []
  let bytes = 0
  let restarts = 0
  let isClosed = false
  let engine: WorkerHandle
  let reading: Promise<WorkerHandle> | undefined
  let closing: Promise<void> | undefined
  let isAnnounced = false

  const start = (role: WorkerRole, listeners?: Partial<WorkerListeners>): Promise<WorkerHandle> => {
    const { folder, driver, maxBytes, hosts, worker, onRecords } = options
    const sendsRecords = onRecords !== undefined
    return startWorker(
      worker,
      { role, folder, driver, maxBytes, hosts, sendsRecords },
      { onMessage: () => undefined, onLost: () => undefined, ...listeners },
    )
  }

  const onEvent = (event: EngineEvent): void => {
    if (event.type === 'committed') {
      bytes = event.bytes
      const open = backlog.findIndex((position) => !isBefore(position, event.position))
      backlog.splice(0, open === -1 ? backlog.length : open)
      watches.change(event.changed)
    } else if (event.type === 'removed') {
      void reading?.then((reader) => reader.tell({ type: 'forget' }))
    }
    options.onEvent?.(event)
  }

  const startEngine = (): Promise<WorkerHandle> =>
    start('writer', {
      onMessage: (message) => {
        if (message.type === 'event') onEvent(message.event)
        else options.onRecords?.(message.records, message.facts)
      },
      onLost: (detail) => {
        if (!isClosed) restart(detail)
      },
    })

  /** Nothing is lost with a worker: the log has it, and the next one reads on. */
  const restart = (detail: string): void => {
    restarts++
    if (restarts > RESTART_LIMIT) {
      options.onEvent?.({ type: 'broken', detail })
      return
    }
    setTimeout(() => {
      if (isClosed) return
      void replaceEngine(detail)
    }, RESTART_PAUSE).unref()
  }

  const replaceEngine = async (detail: string): Promise<void> => {
    try {
      engine = await startEngine()
      watches.forget()
      engine.tell({ type: 'follow', end: writer.end() })
      options.onEvent?.({ type: 'restarted', detail })
    } catch (error) {
      restart(String(error))
    }
  }

  engine = await startEngine()
  if (left !== undefined) engine.tell({ type: 'follow', end: left })

  /** With WAL a second connection reads while the first writes. It starts with the first question. */
  const readerOf = (): Promise<WorkerHandle> => {
    if (!engine.hasWal) return Promise.resolve(engine)
    reading ??= start('reader', {
      onLost: () => {
        reading = undefined
        watches.forget()
      },
    })
    return reading
  }

  const ask = async <N extends QuestionName>(name: N, question: Question<N>): Promise<Reply<N>> =>
    (await readerOf()).ask(name, question)

  /** The engine is told once for all that was appended in a turn of the loop. */
  const announce = (): void => {
    if (isAnnounced) return
    isAnnounced = true
    setImmediate(() => {
      isAnnounced = false
      if (!isClosed) engine.tell({ type: 'follow', end: writer.end() })
    })
  }

  const close = async (): Promise<void> => {
    isClosed = true
    await writer.close()
    const reader = await reading?.catch(() => undefined)
    await Promise.all([reader?.close(), streams.close(), engine.close()])
  }

  return {
    driver: engine.driver,
    append: async (entry) => {
      backlog.push(await writer.append(entry))
      announce()
      streams.wake()
    },
    lose: (loss) => engine.tell({ type: 'lose', loss }),
    ask: async (path, parameters) => {
      try {
        return await ask('ask', { path, parameters })
      } catch (error) {
        return toFailure(error)
      }
    },
    watch: (id, path, parameters) => watches.open(readerOf, { id, path, parameters }),
    stream: async (lastId, isBase64) =>
      streams.open(await ask('stream-start', { lastId, isBase64 })),
    rawBody: (envelope) => ask('raw', { envelope }),
    dataOf: (record) => ask('data', { record }),
    run: (command) => engine.ask('command', { command }),
    state: () => ({
      revision: watches.revision(),
      bytes,
      backlog: backlog.length,
      pending: writer.pending(),
    }),
    close: () => (closing ??= close()),
  }
}

function readEnd(log: string): LogPosition | undefined {
  const segment = listSegments(log).at(-1)
  return segment === undefined ? undefined : { segment, offset: readSegmentSize(log, segment) }
}

function toFailure(error: unknown): JsonReply {
  const detail = error instanceof Error ? error.message : String(error)
  const failure: Failure = {
    code: 'store',
    message: `The store failed: ${detail}`,
    position: undefined,
    fix: 'Ask again; if it stays, please report it.',
  }
  return { ok: false, status: 500, failure }
}

import { mkdirSync } from 'node:fs'
import type { Failure, Loss, Parameters, TelemetryRecord } from 'protocol'
import type { Command, CommandOutcome } from './command.ts'
import type { DriverName } from './driver/database.ts'
import { toLogFolder } from './engine.ts'
import type { EngineEvent } from './engine.ts'
import { createFatalArrivals } from './fatal-arrivals.ts'
import type { ArrivalFacts, NewEntry } from './log/entry.ts'
import { openLogWriter } from './log/log-writer.ts'
import { isBefore, listSegments, readSegmentSize } from './log/segment.ts'
import type { LogPosition } from './log/segment.ts'
import { createStreamSource } from './stream-source.ts'
import type { StreamReader } from './stream-source.ts'
import { createWatches } from './watches.ts'
import type { Watch } from './watches.ts'
import { startWorker } from './worker-handle.ts'
import type { WorkerHandle, WorkerListeners } from './worker-handle.ts'
import { createWorkerSlot } from './worker-slot.ts'
import type { WorkerSlot } from './worker-slot.ts'
import type { JsonReply } from './json-reply.ts'
import type { Question, QuestionName, Reply, StoredBytes, WorkerRole } from './worker-message.ts'

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
  /** It would not stay; what arrives is kept, but in no list until it does. */
  | { readonly type: 'broken'; readonly detail: string }

/** The store as the answering loop sees it: append, ask, change. Nothing here waits for a query. */
export interface Store {
  /** Fulfilled once the arrival would survive this process being killed. */
  readonly append: (entry: NewEntry) => Promise<void>
  /** Counts something that could not be kept. */
  readonly lose: (loss: Loss) => void
  readonly ask: (path: string, parameters: Parameters) => Promise<JsonReply>
  /** SQL over the documented views, of which at most `limit` rows are answered. */
  readonly sql: (query: string, limit: number) => Promise<JsonReply>
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
  /** Known once the store had something to do. */
  readonly driver: DriverName | undefined
  /** Grows with every commit: what was answered at the same revision is still true. */
  readonly revision: number
  readonly bytes: number
  /** Answered arrivals whose rows are not there yet; of an earlier process all together are one. */
  readonly backlog: number
  /** Bytes that wait for the disk. */
  readonly pending: number
}

/** A worker that ends so often has a reason that takes longer to go away, if it ever does. */
const RESTART_LIMIT = 5
const RESTART_PAUSE = 500
const BROKEN_PAUSE = 30_000

/**
 * Opens the log, so that arrivals can be answered at once. The worker that makes rows of them starts
 * with the first one or with the first question: a sidecar nobody uses yet is a small process.
 */
export function openStore(options: StoreOptions): Store {
  const log = toLogFolder(options.folder)
  mkdirSync(log, { recursive: true })
  const hasPast = listSegments(log).some((segment) => readSegmentSize(log, segment) > 0)
  const writer = openLogWriter({ folder: log, segmentBytes: toSegmentBytes(options.maxBytes) })
  const watches = createWatches()
  const fatalArrivals = createFatalArrivals()
  const streams = createStreamSource({
    streamer: createWorkerSlot((onLost) => start('streamer', { onLost })),
    end: writer.end,
    missed: (after) => ask('stream-missed', { after }),
  })
  // How much of it has no rows yet is not known before the engine has looked.
  const backlog: LogPosition[] = hasPast ? [{ ...writer.end(), offset: -1 }] : []
  let bytes = 0
  let restarts = 0
  let isClosed = false
  let engine: WorkerHandle | undefined
  let starting: Promise<WorkerHandle> | undefined
  let closing: Promise<void> | undefined
  let isAnnounced = false
  /** Why it could not start. Whoever asks hears it at once, until it is tried again. */
  let broken: Error | undefined

  const start = (role: WorkerRole, listeners?: Partial<WorkerListeners>): Promise<WorkerHandle> => {
    const { folder, driver, maxBytes, hosts, worker, onRecords } = options
    const sendsRecords = onRecords !== undefined
    return startWorker(
      worker,
      {
        role,
        folder,
        driver,
        maxBytes,
        hosts,
        sendsRecords,
        trail: fatalArrivals.trail,
        fatal: fatalArrivals.list(),
      },
      { onMessage: () => undefined, onLost: () => undefined, ...listeners },
    )
  }

  const onEvent = (event: EngineEvent): void => {
    if (event.type === 'committed') {
      bytes = event.bytes
      restarts = 0
      const open = backlog.findIndex((position) => !isBefore(position, event.position))
      backlog.splice(0, open === -1 ? backlog.length : open)
      watches.change(event.changed)
    } else if (event.type === 'removed') {
      reader.tell({ type: 'forget' })
    }
    options.onEvent?.(event)
  }

  const startEngine = async (): Promise<WorkerHandle> => {
    try {
      const started = await start('writer', {
        onMessage: (message) => {
          if (message.type === 'event') onEvent(message.event)
          else options.onRecords?.(message.records, message.facts)
        },
        onLost: restart,
      })
      engine = started
      started.tell({ type: 'follow', end: writer.end() })
      return started
    } catch (error) {
      broken = error instanceof Error ? error : new Error(String(error))
      restart(broken.message)
      throw broken
    }
  }

  const engineOf = (): Promise<WorkerHandle> => {
    if (broken !== undefined) return Promise.reject(broken)
    starting ??= startEngine()
    return starting
  }

  /** Nothing is lost with a worker: the log has it, and the next one reads on. */
  const restart = (detail: string): void => {
    if (isClosed) return
    fatalArrivals.blame(detail)
    engine = undefined
    starting = undefined
    restarts++
    // The next one may set the database aside, which these have open.
    for (const slot of [reader, sqlReader]) slot.renew()
    if (restarts === RESTART_LIMIT) options.onEvent?.({ type: 'broken', detail })
    const pause = restarts < RESTART_LIMIT ? RESTART_PAUSE : BROKEN_PAUSE
    setTimeout(() => {
      broken = undefined
      if (!isClosed) void wakeEngine(detail)
    }, pause).unref()
  }

  const wakeEngine = async (lost?: string): Promise<void> => {
    try {
      await engineOf()
      watches.forget()
      if (lost !== undefined) options.onEvent?.({ type: 'restarted', detail: lost })
    } catch {
      // It is tried again, and told when that goes on.
    }
  }

  /** With WAL a second connection reads while the first writes. It starts with the first question. */
  const reader = createWorkerSlot((onLost) => start('reader', { onLost }), watches.forget)
  /** Nobody waits behind what somebody else wrote, but where one connection does everything. */
  const sqlReader = createWorkerSlot((onLost) => start('sql', { onLost }))

  if (hasPast) void wakeEngine()

  const readerOf = async (slot: WorkerSlot): Promise<WorkerHandle> => {
    const writing = await engineOf()
    return writing.hasWal ? slot.get() : writing
  }

  const ask = async <N extends QuestionName>(name: N, question: Question<N>): Promise<Reply<N>> =>
    (await readerOf(reader)).ask(name, question)

  /** The engine is told once for all that was appended in a turn of the loop. */
  const announce = (): void => {
    if (isAnnounced) return
    isAnnounced = true
    setImmediate(() => {
      isAnnounced = false
      if (isClosed) return
      if (engine) engine.tell({ type: 'follow', end: writer.end() })
      else if (starting === undefined && restarts === 0) void wakeEngine()
    })
  }

  const close = async (): Promise<void> => {
    isClosed = true
    await writer.close()
    const writing = await starting?.catch(() => undefined)
    await Promise.all([reader.close(), sqlReader.close(), streams.close()])
    // Last: the write-ahead log is written back by who closes last, and only the writer may.
    await writing?.close()
  }

  return {
    append: async (entry) => {
      backlog.push(await writer.append(entry))
      announce()
      streams.wake()
    },
    lose: (loss) => {
      void engineOf().then(
        (writing) => writing.tell({ type: 'lose', loss }),
        () => undefined,
      )
    },
    ask: async (path, parameters) => {
      try {
        return await ask('ask', { path, parameters })
      } catch (error) {
        return toFailure(error)
      }
    },
    sql: async (query, limit) => {
      try {
        return await (await readerOf(sqlReader)).ask('sql', { query, limit })
      } catch (error) {
        return toFailure(error)
      }
    },
    watch: (id, path, parameters) => watches.open(() => readerOf(reader), { id, path, parameters }),
    stream: async (lastId, isBase64) =>
      streams.open(await ask('stream-start', { lastId }), isBase64),
    rawBody: (envelope) => ask('raw', { envelope }),
    dataOf: (record) => ask('data', { record }),
    run: async (command) => {
      const writing = await engineOf()
      // It concerns everything that was answered before, also what has no rows yet.
      writing.tell({ type: 'follow', end: writer.end() })
      return writing.ask('command', { command })
    },
    state: () => ({
      driver: engine?.driver,
      revision: watches.revision(),
      bytes,
      backlog: backlog.length,
      pending: writer.pending(),
    }),
    close: () => (closing ??= close()),
  }
}

/** Of a small store no segment may be a large part: the newest one cannot be removed. */
function toSegmentBytes(maxBytes: number): number {
  return Math.min(Math.max(maxBytes / 32, 1 << 20), 16 << 20)
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

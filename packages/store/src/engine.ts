import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Loss, TelemetryRecord } from 'protocol'
import { runCommand } from './command.ts'
import type { Command, CommandOutcome } from './command.ts'
import { inTransaction, rollBack } from './driver/database.ts'
import type { Database, DriverName } from './driver/database.ts'
import { isDamage, isDiskFull } from './driver/failure.ts'
import type { FatalArrival, Trail } from './fatal-arrivals.ts'
import { createIngest } from './ingest/ingest.ts'
import type { Ingest } from './ingest/ingest.ts'
import { removeLeftovers, removeLostBodies } from './keep/leftovers.ts'
import { packSegment } from './keep/pack.ts'
import { createRetention } from './keep/retention.ts'
import type { Retention } from './keep/retention.ts'
import type { AsideReason } from './keep/set-aside.ts'
import type { ArrivalFacts } from './log/entry.ts'
import { openLogReader } from './log/log-reader.ts'
import type { LogReader } from './log/log-reader.ts'
import { readPosition, writePosition } from './log/position.ts'
import { isBefore, logStart } from './log/segment.ts'
import type { LogPosition } from './log/segment.ts'
import type { SourceName } from './query/source.ts'
import { checkTable, openSound } from './schema/open-sound.ts'
import { markClean, markSuspect } from './schema/shutdown.ts'

export interface EngineOptions {
  readonly folder: string
  readonly driver: DriverName | undefined
  readonly maxBytes: number
  readonly hosts: readonly string[]
  readonly onRecords:
    | ((records: readonly TelemetryRecord[], facts: ArrivalFacts) => void)
    | undefined
  readonly onEvent: (event: EngineEvent) => void
  readonly trail: Trail
  readonly fatal: readonly FatalArrival[]
}

export type EngineEvent =
  /** Rows can be asked for. `position`: everything in the log before it. */
  | {
      readonly type: 'committed'
      readonly revision: number
      readonly position: LogPosition
      readonly bytes: number
      /** What has other rows than before. */
      readonly changed: readonly SourceName[] | 'all'
    }
  /** Rows were removed: what was known of them is void. */
  | { readonly type: 'removed'; readonly revision: number }
  | { readonly type: 'trouble'; readonly code: TroubleCode; readonly detail: string }

export type TroubleCode = AsideReason | 'disk-full' | 'log-damaged'

/** Turns the log into rows, batch by batch, and keeps the store within its size. One thread's work. */
export interface Engine {
  readonly driver: DriverName
  readonly database: Database
  /** The log has grown to here. */
  readonly follow: (end: LogPosition) => void
  readonly run: (command: Command) => CommandOutcome
  /** Counts what the answering loop had to let go. */
  readonly lose: (loss: Loss) => void
  readonly close: () => void
}

/** A batch ends after so much of anything: long enough to be cheap, short enough to be soon. */
const BATCH_ARRIVALS = 500
const BATCH_BYTES = 4 << 20
const BATCH_TIME = 60

/** How long a full disk is left alone. */
const RETRY_AFTER = 2000

export function toDatabasePath(folder: string): string {
  return join(folder, 'footlight.db')
}

export function toLogFolder(folder: string): string {
  return join(folder, 'log')
}

export async function openEngine(options: EngineOptions): Promise<Engine> {
  mkdirSync(toLogFolder(options.folder), { recursive: true })
  const path = toDatabasePath(options.folder)
  const { database, trouble, unchecked } = await openSound(path, options.driver)
  if (trouble) options.onEvent({ type: 'trouble', ...trouble })
  try {
    return new StoreEngine(options, database, unchecked)
  } catch (error) {
    database.close()
    if (isDamage(error)) markSuspect(path)
    throw error
  }
}

class StoreEngine implements Engine {
  readonly driver: DriverName
  readonly database: Database
  readonly #options: EngineOptions
  readonly #reader: LogReader
  readonly #retention: Retention
  #ingest: Ingest
  #end: LogPosition = logStart
  #position: LogPosition
  /** Up to where somebody was told that all is read. */
  #told: LogPosition = logStart
  #revision = 0
  #scheduled: NodeJS.Immediate | undefined
  #retry: NodeJS.Timeout | undefined
  #packing: { readonly segment: number; readonly steps: Generator<void> } | undefined
  #damages = 0
  /** Not written yet: a transaction that fails must not take them along. */
  readonly #losses: Loss[] = []
  #hasTidied = false
  readonly #unchecked: string[]

  constructor(options: EngineOptions, database: Database, unchecked: readonly string[]) {
    this.#options = options
    this.database = database
    this.#unchecked = [...unchecked]
    this.driver = database.driver
    const log = toLogFolder(options.folder)
    this.#position = readPosition(database)
    removeLeftovers(database, log, this.#position)
    this.#reader = openLogReader(log, this.#position)
    this.#retention = createRetention(database, {
      path: toDatabasePath(options.folder),
      log,
      maxBytes: options.maxBytes,
    })
    this.#ingest = this.#createIngest()
  }

  follow(end: LogPosition): void {
    if (isBefore(this.#end, end)) this.#end = end
    this.#schedule()
  }

  run(command: Command): CommandOutcome {
    // What is counted and not written would go with what is removed.
    this.#writeLosses()
    // What is answered and not read would come back from the dead.
    if (command.type === 'clear') this.#catchUp()
    const outcome = runCommand(this.database, this.#retention, command)
    if (outcome.hasRemoved) this.#afterRemoval()
    else this.#commit('all')
    return outcome
  }

  lose(loss: Loss): void {
    const same = this.#losses.findIndex(
      (known) =>
        known.service === loss.service && known.by === loss.by && known.reason === loss.reason,
    )
    const before = this.#losses[same]
    if (before?.category !== loss.category) this.#losses.push(loss)
    else this.#losses[same] = { ...loss, quantity: before.quantity + loss.quantity }
    this.#schedule()
  }

  close(): void {
    clearImmediate(this.#scheduled)
    clearTimeout(this.#retry)
    this.#packing?.steps.return(undefined)
    this.#reader.close()
    this.database.close()
    if (this.#unchecked.length === 0) markClean(toDatabasePath(this.#options.folder))
  }

  #createIngest(): Ingest {
    return createIngest(this.database, {
      ...this.#options,
      folder: toLogFolder(this.#options.folder),
    })
  }

  #schedule(): void {
    if (this.#scheduled !== undefined || this.#retry !== undefined) return
    // After the messages that wait: a question must not stand behind a long backlog.
    this.#scheduled = setImmediate(() => {
      this.#scheduled = undefined
      this.#work()
    })
  }

  #work(): void {
    try {
      // Under a load that never ends the disk must not fill up either.
      const hasRead = this.#readBatch()
      const isOverdue = hasRead && this.#retention.isFarTooLarge()
      if (isOverdue) this.#keep()
      // Also when it ends with what cannot be read, or was all read by an earlier process.
      if (!hasRead && isBefore(this.#told, this.#end)) this.#afterEnd()
      if (hasRead || this.#writeLosses() || this.#keep()) this.#schedule()
    } catch (error) {
      this.#afterFailure(error)
    }
  }

  #catchUp(): void {
    try {
      while (this.#readBatch());
    } catch (error) {
      this.#afterFailure(error)
    }
  }

  /** One transaction of arrivals; whether there was any. */
  #readBatch(): boolean {
    let arrivals = 0
    let bytes = 0
    let position = this.#position
    const end = performance.now() + BATCH_TIME
    while (arrivals < BATCH_ARRIVALS && bytes < BATCH_BYTES && performance.now() < end) {
      const read = this.#reader.read(this.#end)
      if (read === undefined) break
      if (arrivals === 0) this.database.exec('BEGIN IMMEDIATE')
      this.#ingest.add(read)
      arrivals++
      bytes += read.entry.body.length
      position = read.next
    }
    this.#reportDamage()
    if (arrivals === 0) return false
    this.#flush()
    writePosition(this.database, position)
    this.database.exec('COMMIT')
    this.#position = position
    this.#losses.length = 0
    this.#commit(this.#ingest.takeChanged())
    return true
  }

  #writeLosses(): boolean {
    if (this.#losses.length === 0) return false
    inTransaction(this.database, () => this.#flush())
    this.#losses.length = 0
    this.#commit([])
    return true
  }

  #flush(): void {
    for (const { service, by, reason, category, quantity } of this.#losses) {
      this.#ingest.lose(service, by, reason, category, quantity)
    }
    this.#ingest.flush()
  }

  /** What is done when nothing waits: packing what is finished, removing what is too much. */
  #keep(): boolean {
    if (this.#check()) return true
    const segment = this.#packing?.segment ?? this.#retention.nextToPack(this.#position.segment)
    if (segment !== undefined) {
      const folder = toLogFolder(this.#options.folder)
      this.#packing ??= { segment, steps: packSegment(this.database, folder, segment) }
      if (this.#packing.steps.next().done === true) this.#packing = undefined
      return true
    }
    if (!this.#retention.isTooLarge() || !this.#retention.evictOldest()) return false
    this.#afterRemoval()
    return true
  }

  /** One table that a killed process left: whether there was any. */
  #check(): boolean {
    const table = this.#unchecked.at(-1)
    if (table === undefined) return false
    checkTable(this.database, table)
    this.#unchecked.pop()
    return true
  }

  #commit(changed: readonly SourceName[] | 'all', position = this.#position): void {
    this.#revision++
    this.#told = position
    const bytes = this.#retention.bytes()
    this.#options.onEvent({
      type: 'committed',
      revision: this.#revision,
      position,
      bytes,
      changed,
    })
  }

  #afterEnd(): void {
    this.#commit([], this.#end)
    if (this.#hasTidied) return
    this.#hasTidied = true
    // Of the process: what comes meanwhile is younger, also if this worker began later.
    const startedAt = Date.now() - process.uptime() * 1000
    removeLostBodies(this.database, toLogFolder(this.#options.folder), startedAt)
  }

  #afterRemoval(): void {
    this.#packing?.steps.return(undefined)
    this.#packing = undefined
    // What is cached of traces and issues may be gone.
    this.#ingest = this.#createIngest()
    this.#revision++
    this.#options.onEvent({ type: 'removed', revision: this.#revision })
    this.#commit('all')
  }

  #reportDamage(): void {
    const { damaged } = this.#reader
    for (const { segment, offset } of damaged.slice(this.#damages)) {
      const detail = `segment ${segment} cannot be read from byte ${offset} on`
      this.#options.onEvent({ type: 'trouble', code: 'log-damaged', detail })
    }
    this.#damages = damaged.length
  }

  #afterFailure(error: unknown): void {
    rollBack(this.database)
    this.#packing = undefined
    if (isDamage(error)) markSuspect(toDatabasePath(this.#options.folder))
    if (!isDiskFull(error)) throw error
    // Nothing is lost: the log has it, and is read again from the last commit.
    this.#ingest = this.#createIngest()
    this.#reader.seek(this.#position)
    this.#options.onEvent({ type: 'trouble', code: 'disk-full', detail: String(error) })
    this.#retry = setTimeout(() => {
      this.#retry = undefined
      this.#schedule()
    }, RETRY_AFTER)
  }
}

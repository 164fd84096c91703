import type { Failure, Parameters, TelemetryRecord } from 'protocol'
import type { Command, CommandOutcome } from './command.ts'
import type { DriverName } from './driver/database.ts'
import type { EngineEvent } from './engine.ts'
import type { ArrivalFacts } from './log/entry.ts'
import type { LogPosition } from './log/segment.ts'

/** What a worker is started with. */
export interface WorkerSetup {
  /** The writer makes rows of the log; the reader answers, where the driver lets both work at once. */
  readonly role: 'writer' | 'reader'
  readonly folder: string
  readonly driver: DriverName | undefined
  readonly maxBytes: number
  readonly hosts: readonly string[]
  readonly sendsRecords: boolean
}

export type ToWorker =
  | { readonly type: 'follow'; readonly end: LogPosition }
  | {
      readonly type: 'ask'
      readonly id: number
      readonly path: string
      readonly parameters: Parameters
    }
  | { readonly type: 'raw'; readonly id: number; readonly envelope: string }
  | { readonly type: 'data'; readonly id: number; readonly record: string }
  | { readonly type: 'command'; readonly id: number; readonly command: Command }
  | { readonly type: 'forget' }
  | { readonly type: 'close' }

export type FromWorker =
  | { readonly type: 'ready'; readonly driver: DriverName; readonly hasWal: boolean }
  | { readonly type: 'failed'; readonly detail: string }
  | { readonly type: 'event'; readonly event: EngineEvent }
  | {
      readonly type: 'records'
      readonly records: readonly TelemetryRecord[]
      readonly facts: ArrivalFacts
    }
  | { readonly type: 'reply'; readonly id: number; readonly reply: WorkerReply }
  | { readonly type: 'closed' }

export type WorkerReply =
  /** As text, made here: the answering loop only passes it on. */
  | { readonly type: 'json'; readonly json: string }
  | { readonly type: 'failure'; readonly status: number; readonly failure: Failure }
  | { readonly type: 'bytes'; readonly bytes: StoredBytes | undefined }
  | { readonly type: 'done'; readonly outcome: CommandOutcome }

/** Bytes as they came, or as a record holds them. */
export interface StoredBytes {
  readonly data: Uint8Array
  readonly contentType: string | undefined
  readonly contentEncoding: string | undefined
  readonly filename: string | undefined
  /** The bytes are in this file of the log folder instead. */
  readonly file: string | undefined
}

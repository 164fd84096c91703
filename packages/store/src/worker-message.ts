import type { Loss, Parameters, TelemetryRecord } from 'protocol'
import type { Command, CommandOutcome } from './command.ts'
import type { DriverName } from './driver/database.ts'
import type { EngineEvent } from './engine.ts'
import type { FatalArrival } from './fatal-arrivals.ts'
import type { ArrivalFacts } from './log/entry.ts'
import type { LogPosition } from './log/segment.ts'
import type { SourceName } from './query/source.ts'
import type { JsonReply } from './json-reply.ts'
import type { LiveAnswer } from './live/live-query.ts'
import type { SqlQuestion } from './sql/sql-reader.ts'
import type { Missed, PrintedPiece, StreamStart } from './stream/streams.ts'

/**
 * The writer makes rows of the log; the reader answers, where the driver lets both work at once;
 * the streamer prints what arrives for readers of `GET /stream`; SQL that somebody wrote has its own, so
 * that nobody waits behind it.
 */
export type WorkerRole = 'writer' | 'reader' | 'streamer' | 'sql'

/** What a worker is started with. */
export interface WorkerSetup {
  readonly role: WorkerRole
  readonly folder: string
  readonly driver: DriverName | undefined
  readonly maxBytes: number
  readonly hosts: readonly string[]
  readonly sendsRecords: boolean
  readonly trail: SharedArrayBuffer
  readonly fatal: readonly FatalArrival[]
}

/** What is told without an answer. */
export type Tell =
  | { readonly type: 'follow'; readonly end: LogPosition }
  | { readonly type: 'lose'; readonly loss: Loss }
  | { readonly type: 'forget' }
  | { readonly type: 'unwatch'; readonly watch: number }
  | { readonly type: 'open-stream'; readonly stream: number; readonly start: StreamStart }
  | { readonly type: 'close-stream'; readonly stream: number }
  | { readonly type: 'close' }

/** What is asked, and what kind of answer it has. */
export interface Questions {
  readonly ask: {
    readonly question: { readonly path: string; readonly parameters: Parameters }
    readonly answer: JsonReply
  }
  readonly raw: {
    readonly question: { readonly envelope: string }
    readonly answer: StoredBytes | undefined
  }
  readonly data: {
    readonly question: { readonly record: string }
    readonly answer: StoredBytes | undefined
  }
  readonly sql: { readonly question: SqlQuestion; readonly answer: JsonReply }
  readonly command: {
    readonly question: { readonly command: Command }
    readonly answer: CommandOutcome
  }
  readonly watch: {
    /** `id` is what its messages are called by on the wire. */
    readonly question: {
      readonly watch: number
      readonly id: number
      readonly path: string
      readonly parameters: Parameters
    }
    /** What has to change before the answer can. */
    readonly answer: readonly SourceName[] | 'all'
  }
  readonly refresh: {
    readonly question: { readonly watch: number; readonly revision: number }
    /** No text: nothing is different. */
    readonly answer: LiveAnswer
  }
  readonly 'stream-start': {
    readonly question: { readonly lastId: string | undefined }
    /** The number of the arrival after which it begins. */
    readonly answer: number
  }
  readonly 'stream-missed': {
    readonly question: { readonly after: number }
    readonly answer: Missed
  }
  readonly print: {
    readonly question: { readonly places: Missed['places']; readonly isBase64: boolean }
    readonly answer: PrintedPiece
  }
  readonly pull: {
    readonly question: { readonly stream: number; readonly end: LogPosition }
    readonly answer: Uint8Array | undefined
  }
}

export type QuestionName = keyof Questions

export type Question<N extends QuestionName> = Questions[N]['question']

export type Reply<N extends QuestionName> = Questions[N]['answer']

export type ToWorker =
  | { readonly type: 'tell'; readonly tell: Tell }
  | {
      [N in QuestionName]: {
        readonly type: 'question'
        readonly id: number
        readonly name: N
        readonly question: Question<N>
      }
    }[QuestionName]

export type FromWorker =
  | { readonly type: 'ready'; readonly driver: DriverName; readonly hasWal: boolean }
  | { readonly type: 'failed'; readonly detail: string }
  | { readonly type: 'event'; readonly event: EngineEvent }
  | {
      readonly type: 'records'
      readonly records: readonly TelemetryRecord[]
      readonly facts: ArrivalFacts
    }
  | { readonly type: 'reply'; readonly id: number; readonly reply: unknown }
  /** The question could not be answered. */
  | { readonly type: 'error'; readonly id: number; readonly detail: string }

/** Bytes as they came, or as a record holds them. */
export interface StoredBytes {
  readonly data: Uint8Array
  readonly contentType: string | undefined
  readonly contentEncoding: string | undefined
  readonly filename: string | undefined
  /** The bytes are in this file of the log folder instead. */
  readonly file: string | undefined
}

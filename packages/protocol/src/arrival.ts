import type { EntryAllowance } from './entry-allowance.ts'
import type { Inflate } from './item.ts'
import type { Problem, ProblemCode } from './problem.ts'
import type { TelemetryRecord } from './record.ts'
import type { Scope } from './record/base.ts'

/** What a request's address says its body is. */
export type ArrivalFormat =
  | 'envelope'
  | 'otlp-traces'
  | 'otlp-logs'
  | 'otlp-metrics'
  | 'store'
  | 'minidump'
  | 'attachments'
  | 'upload'
  | 'security'
  | 'nel'
  | 'unreal'
  | 'cron'
  | 'vercel'
  | 'cloudflare'
  | 'heroku'
  | 'supabase'
  | 'json'
  /** Nobody reads it yet: OpenTelemetry's profiles. Kept as it is. */
  | 'raw'

/** One request's bytes, decompressed, and what was known before they were read. */
export interface Arrival {
  readonly format: ArrivalFormat
  readonly body: Uint8Array
  readonly contentType: string | undefined
  /** What the address told: project and key of the DSN, a service by name. */
  readonly scope: Scope
  /**
   * Of path and query: `slug`, `status`, `sentry_data`, …; of headers what names a drain:
   * `logplex-drain-token` and `logplex-frame-id`.
   */
  readonly parameters: Readonly<Record<string, string>>
  readonly receivedAt: number
  readonly inflate: Inflate
}

/** Names a problem of an arrival; `offset` counts from the body's beginning. */
export type Report = (code: ProblemCode, offset: number, detail?: string, item?: number) => void

/** An arrival while it is read. */
export interface OpenArrival extends Arrival {
  readonly report: Report
  readonly allowance: EntryAllowance
}

/** Turns an arrival into records. Never throws; what it cannot read it reports. */
export type ArrivalReader = (arrival: OpenArrival) => ArrivalContent

export interface ArrivalContent {
  readonly records: readonly TelemetryRecord[]
  /** The envelope's header; empty for everything else. */
  readonly header: Readonly<Record<string, unknown>>
  /** The parts of the body that records come from, in the order that `item` of a record counts. */
  readonly parts: readonly ArrivalPart[]
}

export interface ArrivalReading extends ArrivalContent {
  readonly problems: readonly Problem[]
}

/** A part of a body: where its payload lies, and what its own header says. */
export interface ArrivalPart {
  readonly type: string
  readonly header: Readonly<Record<string, unknown>>
  readonly offset: number
  readonly size: number
  readonly isDamaged: boolean
}

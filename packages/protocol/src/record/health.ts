import type { JsonObject } from '../json.ts'
import type { RecordBase } from './base.ts'

export interface SessionRecord extends RecordBase<'session'> {
  readonly sessionId: string | undefined
  readonly status: string
  readonly isInit: boolean
  readonly sequence: number | undefined
  readonly started: number | undefined
  readonly duration: number | undefined
  readonly errors: number
  readonly userId: string | undefined
  readonly abnormalMechanism: string | undefined
  readonly userAgent: string | undefined
  readonly ip: string | undefined
}

/** Sessions a server counted: one bucket of a `sessions` item. */
export interface SessionCountRecord extends RecordBase<'session_count'> {
  readonly started: number | undefined
  readonly userId: string | undefined
  readonly exited: number
  readonly errored: number
  readonly abnormal: number
  readonly crashed: number
}

export interface CheckInRecord extends RecordBase<'check_in'> {
  readonly id: string | undefined
  readonly monitor: string
  readonly status: string
  readonly duration: number | undefined
  readonly config: JsonObject | undefined
  readonly traceId: string | undefined
}

/** What an SDK says it threw away, and why. */
export interface ClientReportRecord extends RecordBase<'client_report'> {
  readonly discarded: readonly Discarded[]
}

export interface Discarded {
  readonly reason: string
  readonly category: string
  readonly quantity: number
}

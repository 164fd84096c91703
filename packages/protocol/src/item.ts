import type { EntryAllowance } from './entry-allowance.ts'
import type { TraceState } from './trace-context.ts'
import type { ProblemCode } from './problem.ts'
import type { TelemetryRecord } from './record.ts'
import type { Scope } from './record/base.ts'

/** Decompresses zlib, gzip or raw deflate up to `limit` bytes; handed in, since protocol has no I/O. */
export type Inflate = (bytes: Uint8Array, limit: number) => Inflated

export type Inflated =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly reason: 'damaged' | 'limit' }

/** What a reader is given: one item and what is known around it. */
export interface Item {
  readonly type: string | undefined
  readonly header: Readonly<Record<string, unknown>>
  readonly payload: Uint8Array
  /** Its number in the arrival, and where the payload begins in the body. */
  readonly index: number
  readonly offset: number
  readonly scope: Scope
  /** Of the envelope header, which wins over what a payload says. */
  readonly eventId: string | undefined
  readonly trace: TraceState | undefined
  /** For what carries no time of its own. */
  readonly receivedAt: number
  readonly inflate: Inflate
  /** Of the whole arrival. */
  readonly allowance: EntryAllowance
  /** Names a problem of this item; `offset` counts from the payload's beginning. */
  readonly report: (code: ProblemCode, detail?: string, offset?: number) => void
}

/** Turns one item into records. Never throws; what it cannot read it reports. */
export type ItemReader<R extends TelemetryRecord> = (item: Item) => readonly R[]

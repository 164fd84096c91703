import type { Sdk } from '../record/base.ts'
import type { TelemetryRecord } from '../record.ts'

/** What every item of a list says about where it came from. */
export interface Origin {
  /** The DSN's project id. */
  readonly project: string | undefined
  readonly service: string | undefined
  readonly environment: string | undefined
  readonly release: string | undefined
  readonly dist: string | undefined
  readonly serverName: string | undefined
  readonly platform: string | undefined
  readonly sdk: Sdk | undefined
  /** The start of a dev server or of `footlight run` during which it came. */
  readonly run: string | undefined
  /** The arrival that carried it, for the raw view. */
  readonly envelopeId: string
  /** By this machine's clock, where `time` is the sender's. */
  readonly receivedAt: number
}

/** A record as the read API answers it: its own fields, and the scope's laid flat. */
export type Listed<R extends TelemetryRecord> = Omit<R, 'kind' | 'item' | 'scope'> & Origin

/** Things without an id of their own get one from the store. */
export type Identified<R extends TelemetryRecord> = Listed<R> & { readonly id: string }

import type { MeasurementSeries, RecordBase } from './base.ts'
import type { DebugImage, Frame } from './frame.ts'

/** Samples of call stacks, whichever profiler took them. */
export interface ProfileRecord extends RecordBase<'profile'> {
  /** Of this profile or chunk. */
  readonly id: string
  readonly format: 'sample-v1' | 'sample-v2' | 'android' | 'unknown'
  /** Joins the chunks of one continuous profile. */
  readonly profilerId: string | undefined
  readonly transaction: ProfiledTransaction | undefined
  readonly duration: number
  readonly frames: readonly Frame[]
  /** Indexes into `frames`, the running function first. */
  readonly stacks: readonly (readonly number[])[]
  readonly samples: readonly ProfileSample[]
  readonly threads: Readonly<Record<string, ProfiledThread>>
  readonly measurements: Readonly<Record<string, MeasurementSeries>>
  readonly images: readonly DebugImage[]
}

export interface ProfiledTransaction {
  readonly id: string | undefined
  readonly name: string | undefined
  readonly traceId: string | undefined
  readonly activeThreadId: string | undefined
}

export interface ProfileSample {
  readonly time: number
  /** Index into `stacks`. */
  readonly stack: number
  readonly threadId: string
}

export interface ProfiledThread {
  readonly name: string | undefined
  readonly priority: number | undefined
}

import type { Json, JsonObject } from '../json.ts'
import type { RecordBase } from './base.ts'
import type { Request, User } from './surroundings.ts'

export interface ReplayRecord extends RecordBase<'replay'> {
  readonly id: string
  readonly segment: number
  readonly replayType: string | undefined
  readonly started: number | undefined
  readonly urls: readonly string[]
  readonly errorIds: readonly string[]
  readonly traceIds: readonly string[]
  readonly tags: Readonly<Record<string, string>>
  readonly user: User | undefined
  readonly request: Request | undefined
  readonly contexts: Readonly<Record<string, JsonObject>>
}

/** One segment's rrweb events, decompressed. */
export interface ReplayRecordingRecord extends RecordBase<'replay_recording'> {
  readonly replayId: string | undefined
  readonly segment: number
  readonly encoding: 'plain' | 'zlib' | 'gzip'
  readonly endTime: number
  readonly events: readonly Json[]
}

/** A mobile replay's piece of film. */
export interface ReplayVideoRecord extends RecordBase<'replay_video'> {
  readonly replayId: string | undefined
  readonly segment: number
  readonly size: number
  readonly data: Uint8Array
}

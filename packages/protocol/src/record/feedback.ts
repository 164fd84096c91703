import type { JsonObject } from '../json.ts'
import type { RecordBase } from './base.ts'
import type { User } from './surroundings.ts'

export interface FeedbackRecord extends RecordBase<'feedback'> {
  readonly id: string
  readonly message: string
  readonly name: string | undefined
  readonly email: string | undefined
  readonly url: string | undefined
  readonly source: string | undefined
  /** The error it is about. */
  readonly eventId: string | undefined
  readonly replayId: string | undefined
  readonly traceId: string | undefined
  readonly spanId: string | undefined
  readonly tags: Readonly<Record<string, string>>
  readonly user: User | undefined
  readonly contexts: Readonly<Record<string, JsonObject>>
}

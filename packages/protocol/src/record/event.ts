import type { Json, JsonObject } from '../json.ts'
import type { Level } from '../level.ts'
import type { RecordBase } from './base.ts'
import type { DebugImage, Frame } from './frame.ts'
import type { Request, User } from './surroundings.ts'

export interface EventRecord extends RecordBase<'event'> {
  readonly id: string
  readonly level: Level
  readonly title: string
  /** Ready to show: parameters filled in. */
  readonly message: string | undefined
  /** What the message was made of, where it was made. */
  readonly template: MessageTemplate | undefined
  readonly logger: string | undefined
  /** The name of the transaction it happened in. */
  readonly transaction: string | undefined
  readonly exceptions: readonly Exception[]
  readonly threads: readonly Thread[]
  readonly breadcrumbs: readonly Breadcrumb[]
  readonly tags: Readonly<Record<string, string>>
  readonly user: User | undefined
  readonly request: Request | undefined
  readonly contexts: Readonly<Record<string, JsonObject>>
  readonly extra: JsonObject
  readonly modules: Readonly<Record<string, string>>
  readonly flags: readonly Flag[]
  /** Set by the app, may hold `{{ default }}`. */
  readonly fingerprint: readonly string[] | undefined
  readonly images: readonly DebugImage[]
  readonly traceId: string | undefined
  readonly spanId: string | undefined
  readonly parentSpanId: string | undefined
  readonly replayId: string | undefined
  readonly profilerId: string | undefined
  /** What the SDK cut or masked, by path (Sentry's `_meta`). */
  readonly remarks: JsonObject | undefined
  /**
   * Where an OpenTelemetry exception was found. The same exception may be told as a span event and
   * as a log; both get the same id, so that the store keeps one.
   */
  readonly derivedFrom: 'span-event' | 'log' | undefined
}

export interface MessageTemplate {
  readonly text: string
  readonly params: readonly Json[] | JsonObject | undefined
}

export interface Exception {
  readonly type: string | undefined
  readonly value: string | undefined
  readonly module: string | undefined
  readonly mechanism: Mechanism | undefined
  readonly threadId: string | undefined
  readonly frames: readonly Frame[]
  /** As it was before a bundler's or obfuscator's names were undone. */
  readonly rawFrames: readonly Frame[] | undefined
  /** The stack as one string in its language's own format, where that is all that came. */
  readonly stack: string | undefined
}

export interface Mechanism {
  readonly type: string
  readonly handled: boolean | undefined
  readonly synthetic: boolean | undefined
  readonly description: string | undefined
  readonly helpLink: string | undefined
  /** Where in the parent it hung: `cause`, `errors[0]`, `__context__`. */
  readonly source: string | undefined
  /** Links of a group: own id and the id of the exception that holds this one. */
  readonly exceptionId: number | undefined
  readonly parentId: number | undefined
  readonly isGroup: boolean
  readonly data: JsonObject | undefined
  /** Signal, errno, Mach exception. */
  readonly meta: JsonObject | undefined
}

export interface Thread {
  readonly id: string | undefined
  readonly name: string | undefined
  readonly isCrashed: boolean
  readonly isCurrent: boolean
  readonly isMain: boolean
  readonly state: string | undefined
  readonly frames: readonly Frame[]
}

export interface Breadcrumb {
  readonly time: number | undefined
  readonly type: string | undefined
  readonly category: string | undefined
  readonly level: Level | undefined
  readonly message: string | undefined
  readonly data: JsonObject | undefined
}

export interface Flag {
  readonly flag: string
  readonly result: Json
}

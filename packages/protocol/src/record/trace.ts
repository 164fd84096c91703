import type { JsonObject } from '../json.ts'
import type { Attributes, Measurement, RecordBase } from './base.ts'
import type { Breadcrumb } from './event.ts'
import type { DebugImage } from './frame.ts'
import type { Request, User } from './surroundings.ts'

/** What a transaction says beyond its spans: the event around the root span. */
export interface TransactionRecord extends RecordBase<'transaction'> {
  readonly id: string
  readonly name: string
  /** Where the name comes from: `route`, `url`, `custom`, … */
  readonly nameSource: string | undefined
  readonly traceId: string
  /** Of the root span, which is among the `span` records of the same item. */
  readonly spanId: string
  readonly duration: number
  readonly measurements: Readonly<Record<string, Measurement>>
  readonly breadcrumbs: readonly Breadcrumb[]
  readonly tags: Readonly<Record<string, string>>
  readonly user: User | undefined
  readonly request: Request | undefined
  readonly contexts: Readonly<Record<string, JsonObject>>
  readonly extra: JsonObject
  readonly modules: Readonly<Record<string, string>>
  readonly images: readonly DebugImage[]
  readonly replayId: string | undefined
  readonly profileId: string | undefined
  readonly profilerId: string | undefined
  readonly remarks: JsonObject | undefined
}

/**
 * One span, from a transaction, a span item of either form, or OpenTelemetry. A segment is the
 * root of what one service did ("transaction"); it may arrive after its children, or never.
 */
export interface SpanRecord extends RecordBase<'span'> {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId: string | undefined
  /** The span id of its segment; `undefined` where the sender did not say. */
  readonly segmentId: string | undefined
  readonly segmentName: string | undefined
  readonly isSegment: boolean
  readonly op: string
  readonly name: string
  readonly duration: number
  /** `ok`, `error` or one of Sentry's finer ones (`not_found`, `deadline_exceeded`, …). */
  readonly status: string | undefined
  readonly statusMessage: string | undefined
  /** What made it: `manual`, `auto.http.express`, … */
  readonly origin: string | undefined
  /** OpenTelemetry's. */
  readonly spanKind: SpanKind | undefined
  readonly attributes: Attributes
  readonly units: Readonly<Record<string, string>> | undefined
  readonly measurements: Readonly<Record<string, Measurement>> | undefined
  readonly links: readonly SpanLink[]
  readonly events: readonly SpanEvent[]
  readonly traceState: string | undefined
  /** How many attributes, events and links the SDK threw away. */
  readonly dropped: Dropped | undefined
}

export type SpanKind = 'internal' | 'server' | 'client' | 'producer' | 'consumer'

export interface SpanLink {
  readonly traceId: string
  readonly spanId: string
  readonly isSampled: boolean | undefined
  readonly attributes: Attributes
}

export interface SpanEvent {
  readonly name: string
  readonly time: number
  readonly attributes: Attributes
}

export interface Dropped {
  readonly attributes: number
  readonly events: number
  readonly links: number
}

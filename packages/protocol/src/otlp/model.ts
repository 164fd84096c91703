import type { Json } from '../json.ts'
import type { Attributes } from '../record/base.ts'
import type { SpanKind } from '../record/trace.ts'

/**
 * OTLP, whichever encoding it came in: times in milliseconds since the epoch, ids in hex, attributes
 * plain. Zero and empty, which protobuf cannot tell from absent, are `undefined` here.
 *
 * @see https://opentelemetry.io/docs/specs/otlp/
 */
export interface OtlpBatch<E> {
  readonly resource: Attributes
  readonly groups: readonly OtlpGroup<E>[]
}

export interface OtlpGroup<E> {
  readonly instrumentation: OtlpInstrumentation
  readonly entries: readonly E[]
}

/** OTLP's "instrumentation scope": the library or logger that made the entries. */
export interface OtlpInstrumentation {
  readonly name: string | undefined
  readonly version: string | undefined
  readonly attributes: Attributes
}

export const emptyAttributes: Attributes = {}

export const noInstrumentation: OtlpInstrumentation = {
  name: undefined,
  version: undefined,
  attributes: emptyAttributes,
}

export interface OtlpSpan {
  readonly traceId: string | undefined
  readonly spanId: string | undefined
  readonly parentSpanId: string | undefined
  readonly traceState: string | undefined
  readonly flags: number
  readonly name: string
  readonly kind: SpanKind | undefined
  readonly start: number | undefined
  readonly end: number | undefined
  readonly attributes: Attributes
  readonly events: readonly OtlpSpanEvent[]
  readonly links: readonly OtlpLink[]
  readonly isError: boolean
  readonly statusMessage: string | undefined
  readonly droppedAttributes: number
  readonly droppedEvents: number
  readonly droppedLinks: number
}

export interface OtlpSpanEvent {
  readonly name: string
  readonly time: number | undefined
  readonly attributes: Attributes
}

export interface OtlpLink {
  readonly traceId: string | undefined
  readonly spanId: string | undefined
  readonly flags: number
  readonly attributes: Attributes
}

export interface OtlpLog {
  readonly time: number | undefined
  readonly observedTime: number | undefined
  readonly severityNumber: number | undefined
  readonly severityText: string | undefined
  readonly body: Json | undefined
  readonly eventName: string | undefined
  readonly traceId: string | undefined
  readonly spanId: string | undefined
  readonly attributes: Attributes
  readonly droppedAttributes: number
}

export interface OtlpMetric {
  readonly name: string | undefined
  readonly unit: string | undefined
  readonly description: string | undefined
  readonly data: OtlpMetricData | undefined
}

export interface OtlpMetricData {
  readonly type: OtlpMetricType
  readonly temporality: 'delta' | 'cumulative' | undefined
  readonly isMonotonic: boolean
  readonly points: readonly OtlpPoint[]
}

export type OtlpMetricType = 'gauge' | 'sum' | 'histogram' | 'exponential_histogram' | 'summary'

/**
 * One data point of any metric type; what its type does not have is `undefined`. Doubles may be no
 * finite numbers.
 */
export interface OtlpPoint {
  readonly attributes: Attributes
  readonly start: number | undefined
  readonly time: number | undefined
  readonly flags: number
  /** Digits, where a number would lose some. */
  readonly value: number | string | undefined
  readonly count: number | undefined
  readonly sum: number | undefined
  readonly min: number | undefined
  readonly max: number | undefined
  readonly bucketCounts: readonly number[]
  readonly bounds: readonly number[]
  readonly exponential: ExponentialScale | undefined
  readonly quantiles: readonly OtlpQuantile[]
  readonly exemplars: readonly OtlpExemplar[]
}

export interface ExponentialScale {
  readonly scale: number
  readonly zeroCount: number
  readonly zeroThreshold: number
  readonly positive: ExponentialBuckets
  readonly negative: ExponentialBuckets
}

export interface ExponentialBuckets {
  /** The index of the first bucket. */
  readonly offset: number
  readonly counts: readonly number[]
}

export interface OtlpQuantile {
  readonly quantile: number
  readonly value: number
}

export interface OtlpExemplar {
  readonly time: number | undefined
  readonly value: number | string | undefined
  readonly traceId: string | undefined
  readonly spanId: string | undefined
}

import type { Attributes, RecordBase } from './base.ts'

export interface MetricRecord extends RecordBase<'metric'> {
  readonly name: string
  readonly type: MetricType
  /** The measured number; of several (`values`, a histogram) their sum. */
  readonly value: number
  readonly unit: string | undefined
  /** What whoever named it says it measures. */
  readonly description: string | undefined
  readonly traceId: string | undefined
  readonly spanId: string | undefined
  readonly attributes: Attributes
  /** Single measurements, where a bucket carried several. Sets hold hashes or names. */
  readonly values: readonly (number | string)[] | undefined
  readonly summary: MetricSummary | undefined
}

export type MetricType =
  | 'counter'
  | 'gauge'
  | 'distribution'
  | 'set'
  | 'histogram'
  | 'exponential_histogram'
  | 'summary'

/** What an aggregated point says beside its value. */
export interface MetricSummary {
  readonly startTime: number | undefined
  readonly temporality: 'delta' | 'cumulative' | undefined
  readonly isMonotonic: boolean | undefined
  readonly count: number | undefined
  readonly sum: number | undefined
  readonly min: number | undefined
  readonly max: number | undefined
  /** The newest value of a statsd gauge bucket. */
  readonly last: number | undefined
  readonly buckets: readonly MetricBucket[] | undefined
  readonly quantiles: readonly { readonly quantile: number; readonly value: number }[] | undefined
  readonly exemplars: readonly Exemplar[] | undefined
}

/** How many measurements fell into (from, to]. */
export interface MetricBucket {
  readonly from: number | undefined
  readonly to: number | undefined
  readonly count: number
}

export interface Exemplar {
  readonly time: number | undefined
  readonly value: number
  readonly traceId: string | undefined
  readonly spanId: string | undefined
}

import type {
  Exemplar,
  MetricBucket,
  MetricRecord,
  MetricSummary,
  MetricType,
} from '../record/metric.ts'
import { toBuckets, toExponentialBuckets } from './histogram.ts'
import type { OtlpExemplar, OtlpMetric, OtlpMetricData, OtlpPoint } from './model.ts'
import { withOrigin } from './resource.ts'
import type { GroupOrigin } from './resource.ts'
import type { OtlpSource } from './source.ts'

/** A point that only says that there is nothing to say. */
const NO_RECORDED_VALUE = 1

/** One record for each data point. */
export function toMetricRecords(
  metrics: readonly OtlpMetric[],
  origin: GroupOrigin,
  source: OtlpSource,
): readonly MetricRecord[] {
  const records: MetricRecord[] = []
  for (const { name, unit, description, data } of metrics) {
    if (name === undefined) source.report('payload-field', 'a metric without name')
    if (name === undefined || data === undefined) continue
    for (const point of data.points) {
      if ((point.flags & NO_RECORDED_VALUE) !== 0) continue
      const value = toValue(data, point)
      if (value === undefined) {
        source.report('payload-field', `a point of ${name.slice(0, 100)} without a finite value`)
        continue
      }
      const { scope } = origin
      const time = point.time ?? source.receivedAt
      const attributes = withOrigin(point.attributes, origin, records.length)
      const said = { name, unit, description, time, value, scope, attributes, item: source.index }
      records.push(toMetricRecord(said, { data, point, source }))
    }
  }
  return records
}

type Said = Pick<
  MetricRecord,
  'name' | 'unit' | 'description' | 'time' | 'value' | 'scope' | 'attributes' | 'item'
>

interface Measured {
  readonly data: OtlpMetricData
  readonly point: OtlpPoint
  readonly source: OtlpSource
}

function toMetricRecord(said: Said, { data, point, source }: Measured): MetricRecord {
  const { time, item, scope, name, value, unit, description, attributes } = said
  return {
    kind: 'metric',
    time,
    item,
    scope,
    name,
    type: toType(data),
    value,
    unit,
    description,
    traceId: undefined,
    spanId: undefined,
    attributes,
    // A number has lost digits of what came as digits.
    values: typeof point.value === 'string' ? [point.value] : undefined,
    summary: toSummary(data, point, source),
  }
}

/** A sum that may go down is a gauge in every other system. */
function toType({ type, isMonotonic }: OtlpMetricData): MetricType {
  if (type === 'sum') return isMonotonic ? 'counter' : 'gauge'
  return type
}

/** Of an aggregate the sum; that is left out where measurements may be negative. */
function toValue({ type }: OtlpMetricData, { value, sum }: OtlpPoint): number | undefined {
  return type === 'gauge' || type === 'sum' ? toFinite(value) : (toFinite(sum) ?? 0)
}

function toFinite(value: number | string | undefined): number | undefined {
  const number = value === undefined ? Number.NaN : Number(value)
  return Number.isFinite(number) ? number : undefined
}

function toSummary(
  data: OtlpMetricData,
  point: OtlpPoint,
  source: OtlpSource,
): MetricSummary | undefined {
  const { type, temporality } = data
  const exemplars = toExemplars(point.exemplars)
  if (type === 'gauge' && exemplars === undefined) return undefined
  const isAggregate = type !== 'gauge' && type !== 'sum'
  return {
    startTime: point.start,
    temporality,
    isMonotonic: type === 'sum' ? data.isMonotonic : undefined,
    count: isAggregate ? (point.count ?? 0) : undefined,
    // Only a summary's sum is always there, and 0 then goes unsaid in protobuf.
    sum: toFinite(type === 'summary' ? (point.sum ?? 0) : point.sum),
    min: toFinite(point.min),
    max: toFinite(point.max),
    last: undefined,
    buckets: toPointBuckets(point, source),
    quantiles: type === 'summary' ? toQuantiles(point) : undefined,
    exemplars,
  }
}

/** A bucket is a byte in protobuf, and a point may have millions: so many count as an entry. */
const BUCKETS_AN_ENTRY = 64

function toPointBuckets(
  { exponential, bucketCounts, bounds }: OtlpPoint,
  { allowance }: OtlpSource,
): readonly MetricBucket[] | undefined {
  const lists = [
    bucketCounts,
    exponential?.positive.counts ?? [],
    exponential?.negative.counts ?? [],
  ]
  const count = lists.reduce((sum, list) => sum + list.length, 0)
  if (!allowance.take(Math.floor(count / BUCKETS_AN_ENTRY))) return undefined
  if (exponential !== undefined) return toExponentialBuckets(exponential)
  return bucketCounts.length === 0 ? undefined : toBuckets(bucketCounts, bounds)
}

/** An SDK that measured nothing in the interval says `NaN`. */
function toQuantiles({ quantiles }: OtlpPoint): OtlpPoint['quantiles'] {
  return quantiles.filter(
    ({ quantile, value }) => Number.isFinite(quantile) && Number.isFinite(value),
  )
}

function toExemplars(exemplars: readonly OtlpExemplar[]): readonly Exemplar[] | undefined {
  const found: Exemplar[] = []
  for (const { time, value, traceId, spanId } of exemplars) {
    const number = toFinite(value)
    if (number !== undefined) found.push({ time, value: number, traceId, spanId })
  }
  return found.length === 0 ? undefined : found
}

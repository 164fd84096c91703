import type { MetricBucket } from '../record/metric.ts'
import type { ExponentialBuckets, ExponentialScale } from './model.ts'

/** Counts and the bounds between them: the first bucket has no lower, the last no upper bound. */
export function toBuckets(
  counts: readonly number[],
  bounds: readonly number[],
): readonly MetricBucket[] {
  return counts.map((count, index) => ({
    from: toBound(bounds[index - 1]),
    to: toBound(bounds[index]),
    count,
  }))
}

/**
 * Buckets that hold something, from the lowest up. At index i they reach from base^i to base^(i + 1)
 * where the base is 2^(2^-scale), and the same below zero; around zero lies one of its own.
 *
 * @see https://opentelemetry.io/docs/specs/otel/metrics/data-model/#exponentialhistogram
 */
export function toExponentialBuckets(exponential: ExponentialScale): readonly MetricBucket[] {
  const { scale, zeroCount, zeroThreshold, positive, negative } = exponential
  const buckets = toSide(negative, scale)
    .map(({ from, to, count }) => ({ from: negate(to), to: negate(from), count }))
    .toReversed()
  if (zeroCount > 0)
    buckets.push({ from: negate(zeroThreshold), to: zeroThreshold, count: zeroCount })
  return buckets.concat(toSide(positive, scale))
}

function toSide({ offset, counts }: ExponentialBuckets, scale: number): MetricBucket[] {
  const buckets: MetricBucket[] = []
  for (const [index, count] of counts.entries()) {
    if (count === 0) continue
    const exponent = offset + index
    buckets.push({ from: toPower(exponent, scale), to: toPower(exponent + 1, scale), count })
  }
  return buckets
}

/** base^exponent; `undefined` where a double ends. */
function toPower(exponent: number, scale: number): number | undefined {
  return toBound(2 ** (exponent * 2 ** -scale))
}

function toBound(bound: number | undefined): number | undefined {
  return bound !== undefined && Number.isFinite(bound) ? bound : undefined
}

/** Without making a -0 of 0. */
function negate(bound: number | undefined): number | undefined {
  return bound === undefined ? undefined : 0 - bound
}

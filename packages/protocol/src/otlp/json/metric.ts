import type { EntryAllowance } from '../../entry-allowance.ts'
import { isObject, readNumber, readText } from '../../json.ts'
import { readNanoseconds } from '../../time.ts'
import { toTemporality } from '../enumeration.ts'
import type {
  ExponentialBuckets,
  ExponentialScale,
  OtlpExemplar,
  OtlpMetric,
  OtlpMetricData,
  OtlpMetricType,
  OtlpPoint,
  OtlpQuantile,
} from '../model.ts'
import { readJsonAttributes, readJsonInteger } from './attributes.ts'
import {
  fieldOf,
  readDouble,
  readEnum,
  readJsonSpanId,
  readJsonTraceId,
  readMessages,
  toList,
  toMessage,
} from './field.ts'
import type { JsonMessage } from './field.ts'

const TEMPORALITY_NAMES = ['UNSPECIFIED', 'DELTA', 'CUMULATIVE']

export function readJsonMetric(metric: JsonMessage, allowance: EntryAllowance): OtlpMetric {
  const read = (type: OtlpMetricType, data: unknown): OtlpMetricData | undefined =>
    isObject(data) ? readData(type, data, allowance) : undefined
  return {
    name: readText(metric['name']),
    unit: readText(metric['unit']),
    description: readText(metric['description']),
    data:
      read('gauge', metric['gauge']) ??
      read('sum', metric['sum']) ??
      read('histogram', metric['histogram']) ??
      read(
        'exponential_histogram',
        fieldOf(metric, 'exponentialHistogram', 'exponential_histogram'),
      ) ??
      read('summary', metric['summary']),
  }
}

function readData(
  type: OtlpMetricType,
  data: JsonMessage,
  allowance: EntryAllowance,
): OtlpMetricData {
  const temporality = fieldOf(data, 'aggregationTemporality', 'aggregation_temporality')
  return {
    type,
    temporality: toTemporality(
      readEnum(temporality, 'AGGREGATION_TEMPORALITY_', TEMPORALITY_NAMES),
    ),
    isMonotonic: fieldOf(data, 'isMonotonic', 'is_monotonic') === true,
    points: readMessages(fieldOf(data, 'dataPoints', 'data_points'), allowance, (point) =>
      readPoint(type, point, allowance),
    ),
  }
}

function readPoint(type: OtlpMetricType, point: JsonMessage, allowance: EntryAllowance): OtlpPoint {
  const quantiles = fieldOf(point, 'quantileValues', 'quantile_values')
  return {
    attributes: readJsonAttributes(point['attributes']),
    start: readNanoseconds(fieldOf(point, 'startTimeUnixNano', 'start_time_unix_nano')),
    time: readNanoseconds(fieldOf(point, 'timeUnixNano', 'time_unix_nano')),
    flags: readNumber(point['flags']) ?? 0,
    value: readPointValue(point),
    count: readNumber(point['count']),
    sum: readDouble(point['sum']),
    min: readDouble(point['min']),
    max: readDouble(point['max']),
    bucketCounts: readNumbers(fieldOf(point, 'bucketCounts', 'bucket_counts')),
    bounds: readNumbers(fieldOf(point, 'explicitBounds', 'explicit_bounds')),
    exponential: type === 'exponential_histogram' ? readExponential(point) : undefined,
    quantiles: readMessages(quantiles, allowance, readQuantile),
    exemplars: readMessages(point['exemplars'], allowance, readExemplar),
  }
}

function readPointValue(point: JsonMessage): number | string | undefined {
  return (
    readDouble(fieldOf(point, 'asDouble', 'as_double')) ??
    readJsonInteger(fieldOf(point, 'asInt', 'as_int'))
  )
}

function readNumbers(value: unknown): readonly number[] {
  return toList(value).map((entry) => readDouble(entry) ?? 0)
}

function readExponential(point: JsonMessage): ExponentialScale {
  return {
    scale: readNumber(point['scale']) ?? 0,
    zeroCount: readNumber(fieldOf(point, 'zeroCount', 'zero_count')) ?? 0,
    zeroThreshold: readDouble(fieldOf(point, 'zeroThreshold', 'zero_threshold')) ?? 0,
    positive: readBuckets(point['positive']),
    negative: readBuckets(point['negative']),
  }
}

function readBuckets(value: unknown): ExponentialBuckets {
  const buckets = toMessage(value)
  return {
    offset: readNumber(buckets['offset']) ?? 0,
    counts: readNumbers(fieldOf(buckets, 'bucketCounts', 'bucket_counts')),
  }
}

function readQuantile(pair: JsonMessage): OtlpQuantile {
  return { quantile: readDouble(pair['quantile']) ?? 0, value: readDouble(pair['value']) ?? 0 }
}

function readExemplar(exemplar: JsonMessage): OtlpExemplar {
  return {
    time: readNanoseconds(fieldOf(exemplar, 'timeUnixNano', 'time_unix_nano')),
    value: readPointValue(exemplar),
    traceId: readJsonTraceId(fieldOf(exemplar, 'traceId', 'trace_id')),
    spanId: readJsonSpanId(fieldOf(exemplar, 'spanId', 'span_id')),
  }
}

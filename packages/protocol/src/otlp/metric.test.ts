import { describe, expect, test } from 'vitest'
import { readArrival } from '../arrival-readers.ts'
import { receivedAt, recordsOf, toArrival } from '../arrival-fixture.ts'
import type { MetricRecord } from '../record/metric.ts'
import { emptyScope } from '../scope.ts'

type Values = Readonly<Record<string, unknown>>

function readMetrics(...metrics: readonly Values[]) {
  const document = { resourceMetrics: [{ scopeMetrics: [{ metrics }] }] }
  const text = JSON.stringify(document)
  const { records, problems } = readArrival(toArrival(text, { format: 'otlp-metrics' }))
  return { records: recordsOf('metric', records), problems }
}

const time = { startTimeUnixNano: '1700000000000000000', timeUnixNano: '1700000001000000000' }
const exemplar = {
  timeUnixNano: '1700000000500000000',
  asDouble: 1.5,
  traceId: '5b8efff798038103d269b633813fc60c',
  spanId: 'eee19b7ec3c1b174',
}

const summary = {
  startTime: 1_700_000_000_000,
  temporality: undefined,
  isMonotonic: undefined,
  count: undefined,
  sum: undefined,
  min: undefined,
  max: undefined,
  last: undefined,
  buckets: undefined,
  quantiles: undefined,
  exemplars: undefined,
}

test('a gauge is one number', () => {
  const attributes = [{ key: 'room', value: { stringValue: 'lab' } }]
  const { records } = readMetrics({
    name: 'temperature',
    unit: 'Cel',
    description: 'of the air',
    gauge: { dataPoints: [{ ...time, asDouble: 21.5, attributes }] },
  })
  expect(records).toEqual([
    {
      kind: 'metric',
      time: 1_700_000_001_000,
      item: 0,
      scope: emptyScope,
      name: 'temperature',
      type: 'gauge',
      value: 21.5,
      unit: 'Cel',
      description: 'of the air',
      traceId: undefined,
      spanId: undefined,
      attributes: { room: 'lab' },
      values: undefined,
      summary: undefined,
    },
  ])
})

test('a gauge may be an integer and tell no time', () => {
  const gauge = { dataPoints: [{ asInt: '-3' }] }
  expect(readMetrics({ name: 'n', gauge }).records).toMatchObject([{ value: -3, time: receivedAt }])
})

test.each([
  ['only grows is a counter', true, 'counter'],
  ['may shrink is a gauge', false, 'gauge'],
])('a sum that %s', (_sentence, isMonotonic, type) => {
  const dataPoints = [{ ...time, asInt: '5', exemplars: [exemplar, { asDouble: 'NaN' }] }]
  const sum = { dataPoints, isMonotonic, aggregationTemporality: 2 }
  expect(readMetrics({ name: 'n', sum }).records).toMatchObject([
    {
      type,
      value: 5,
      summary: {
        ...summary,
        temporality: 'cumulative',
        isMonotonic,
        exemplars: [
          {
            time: 1_700_000_000_500,
            value: 1.5,
            traceId: exemplar.traceId,
            spanId: exemplar.spanId,
          },
        ],
      },
    },
  ])
})

test('a sum beyond 2^53 keeps its digits', () => {
  const sum = { dataPoints: [{ asInt: '9223372036854775807' }] }
  expect(readMetrics({ name: 'n', sum }).records).toMatchObject([
    { value: 2 ** 63, values: ['9223372036854775807'] },
  ])
})

test('a histogram has its sum and its buckets', () => {
  const dataPoints = [
    {
      ...time,
      count: '4',
      sum: 5555,
      min: 5,
      max: 5000,
      bucketCounts: ['1', '1', 2],
      explicitBounds: [10, 100],
    },
  ]
  const histogram = { dataPoints, aggregationTemporality: 'AGGREGATION_TEMPORALITY_DELTA' }
  expect(readMetrics({ name: 'latency', histogram }).records).toMatchObject([
    {
      type: 'histogram',
      value: 5555,
      summary: {
        ...summary,
        temporality: 'delta',
        count: 4,
        sum: 5555,
        min: 5,
        max: 5000,
        buckets: [
          { from: undefined, to: 10, count: 1 },
          { from: 10, to: 100, count: 1 },
          { from: 100, to: undefined, count: 2 },
        ],
      },
    },
  ])
})

test('a histogram without buckets or sum still counts', () => {
  const histogram = { dataPoints: [{ count: 3 }] }
  expect(readMetrics({ name: 'n', histogram }).records).toMatchObject([
    { value: 0, summary: { count: 3, sum: undefined, buckets: undefined } },
  ])
})

function readExponential(point: Values): MetricRecord | undefined {
  return readMetrics({ name: 'n', exponentialHistogram: { dataPoints: [point] } }).records[0]
}

describe('an exponential histogram', () => {
  test('reaches from below zero over zero to above', () => {
    const record = readExponential({
      count: 10,
      sum: 10,
      scale: 0,
      zeroCount: 1,
      zeroThreshold: 0.5,
      positive: { offset: 1, bucketCounts: ['0', '2', '3'] },
      negative: { offset: 0, bucketCounts: ['1', '3'] },
    })
    expect(record?.type).toBe('exponential_histogram')
    expect(record?.summary?.buckets).toEqual([
      { from: -4, to: -2, count: 3 },
      { from: -2, to: -1, count: 1 },
      { from: -0.5, to: 0.5, count: 1 },
      { from: 4, to: 8, count: 2 },
      { from: 8, to: 16, count: 3 },
    ])
  })

  test.each([
    ['finer buckets', 1, 2, [2, 2 ** 1.5]],
    ['coarser buckets', -1, 1, [4, 16]],
    ['a bucket that ends beyond all numbers', 0, 1023, [2 ** 1023, undefined]],
    ['a scale that is absurd', -5000, 0, [undefined, undefined]],
  ])('has %s', (_sentence, scale, offset, [from, to]) => {
    const buckets = readExponential({ scale, positive: { offset, bucketCounts: [1] } })?.summary
      ?.buckets
    expect(buckets?.[0]?.count).toBe(1)
    if (from === undefined) expect(buckets?.[0]?.from).toBeUndefined()
    else expect(buckets?.[0]?.from).toBeCloseTo(from)
    if (to === undefined) expect(buckets?.[0]?.to).toBeUndefined()
    else expect(buckets?.[0]?.to).toBeCloseTo(to)
  })

  test('of nothing but zeros has one bucket', () => {
    expect(readExponential({ zeroCount: 2 })?.summary?.buckets).toEqual([
      { from: 0, to: 0, count: 2 },
    ])
  })
})

test('a summary has quantiles; those of nothing measured are left out', () => {
  const quantileValues = [{ value: 1 }, { quantile: 0.5, value: 3 }, { quantile: 1, value: 'NaN' }]
  const dataPoints = [{ ...time, count: 2, sum: 4, quantileValues }]
  expect(readMetrics({ name: 'n', summary: { dataPoints } }).records).toMatchObject([
    {
      type: 'summary',
      value: 4,
      summary: {
        ...summary,
        count: 2,
        sum: 4,
        quantiles: [
          { quantile: 0, value: 1 },
          { quantile: 0.5, value: 3 },
        ],
      },
    },
  ])
})

const nothing: readonly (readonly [string, Values, readonly string[]])[] = [
  ['a metric without data', { name: 'n' }, []],
  ['a metric without points', { name: 'n', gauge: {} }, []],
  ['a point without a recorded value', { name: 'n', gauge: { dataPoints: [{ flags: 1 }] } }, []],
  ['a point without a value', { name: 'n', gauge: { dataPoints: [{}] } }, ['payload-field']],
  [
    'a value that is no number',
    { name: 'n', gauge: { dataPoints: [{ asDouble: 'NaN' }] } },
    ['payload-field'],
  ],
  ['a metric without a name', { gauge: { dataPoints: [{ asInt: 1 }] } }, ['payload-field']],
]
test.each(nothing)('%s has no record', (_sentence, metric, codes) => {
  const { records, problems } = readMetrics(metric)
  expect(records).toEqual([])
  expect(problems.map(({ code }) => code)).toEqual(codes)
})

import type { Item } from '../item.ts'
import {
  isObject,
  readJsonBytes,
  readNumber,
  readScalar,
  readText,
  setProperty,
  toText,
} from '../json.ts'
import { splitLines } from '../line.ts'
import { lookUp } from '../look-up.ts'
import type { MetricRecord, MetricSummary, MetricType } from '../record/metric.ts'
import { readTime } from '../time.ts'
import { readTags } from './surroundings.ts'

const TYPES: Readonly<Record<string, MetricType>> = {
  c: 'counter',
  d: 'distribution',
  g: 'gauge',
  s: 'set',
}

const LINE = /^([^@:|]+)(?:@([^:|]*))?:([^|]*)\|([a-z]+)((?:\|.*)?)$/

/**
 * A `statsd` item: one bucket a line, as SDKs of 2023 and 2024 sent them.
 *
 *     checkout.latency@millisecond:187.5:90|d|#page:/checkout,release:1.2.3|T1763716000
 */
export function readStatsdItem(item: Item): readonly MetricRecord[] {
  const metrics: MetricRecord[] = []
  for (const { start, end } of splitLines(item.payload)) {
    if (!item.allowance.take()) break
    const line = toText(item.payload.subarray(start, end)).trim()
    const match = LINE.exec(line)
    const type = lookUp(TYPES, match?.[4])
    if (!match || type === undefined) {
      item.report('body-line', line.slice(0, 100), start)
      continue
    }
    const [, name = '', unit, values = '', , rest = ''] = match
    const parts = rest.split('|')
    const tags = parts.find((part) => part.startsWith('#'))?.slice(1)
    const time = parts.find((part) => /^T\d/.test(part))?.slice(1)
    metrics.push(toBucket(item, { name, unit, type, tags, time, values: values.split(':') }))
  }
  return metrics
}

interface StatsdLine {
  readonly name: string
  readonly unit: string | undefined
  readonly type: MetricType
  readonly tags: string | undefined
  readonly time: string | undefined
  readonly values: readonly string[]
}

function toBucket(item: Item, line: StatsdLine): MetricRecord {
  const { name, unit, type, values } = line
  const numbers = values.map((value) => readNumber(value) ?? 0)
  const tags: Record<string, string> = {}
  for (const tag of line.tags?.split(',') ?? []) {
    const [key = '', value = ''] = tag.split(/:(.*)/s)
    if (key !== '') setProperty(tags, unescapeTag(key), unescapeTag(value))
  }
  return {
    kind: 'metric',
    time: readTime(line.time) ?? item.receivedAt,
    item: item.index,
    scope: item.scope,
    name,
    type,
    unit: unit === undefined || unit === '' || unit === 'none' ? undefined : unit,
    description: undefined,
    value: toValue(type, numbers),
    traceId: undefined,
    spanId: undefined,
    attributes: tags,
    values: type === 'gauge' ? undefined : type === 'set' ? values : numbers,
    summary: type === 'gauge' && numbers.length >= 5 ? toGaugeSummary(numbers) : undefined,
  }
}

/** Tag values escape what the line format needs for itself. */
function unescapeTag(text: string): string {
  return text.replace(/\\(?:u\{(2c|7c)\}|([nrt\\]))/g, (_whole, hex?: string, letter?: string) => {
    if (hex !== undefined) return hex === '2c' ? ',' : '|'
    return { n: '\n', r: '\r', t: '\t' }[letter ?? ''] ?? '\\'
  })
}

/** A gauge bucket is `last:min:max:sum:count`, or its one value. */
function toGaugeSummary(numbers: readonly number[]): MetricSummary {
  const [last, min, max, sum, count] = numbers
  return { ...noSummary, last, min, max, sum, count }
}

const noSummary: MetricSummary = {
  startTime: undefined,
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

function toValue(type: MetricType, numbers: readonly number[]): number {
  if (type === 'set') return numbers.length
  return type === 'gauge' ? (numbers[0] ?? 0) : numbers.reduce((sum, value) => sum + value, 0)
}

/** `metric_buckets`: the same as JSON, from Relays that aggregate. */
export function readMetricBucketsItem(item: Item): readonly MetricRecord[] {
  const reading = readJsonBytes(item.payload)
  if (!reading.ok || !Array.isArray(reading.value)) {
    if (reading.ok) item.report('payload-shape', 'not a list')
    else item.report(reading.code, reading.detail)
    return []
  }
  const metrics: MetricRecord[] = []
  for (const bucket of item.allowance.takeOf(reading.value)) {
    const type = isObject(bucket) ? lookUp(TYPES, readText(bucket['type'])) : undefined
    if (!isObject(bucket) || type === undefined) {
      item.report('payload-field', 'a bucket without type')
      continue
    }
    const { name, unit } = readMetricName(readText(bucket['name']) ?? '')
    metrics.push({
      ...toBucket(item, {
        name,
        unit,
        type,
        tags: undefined,
        time: undefined,
        values: readBucketValues(bucket['value']),
      }),
      time: readTime(bucket['timestamp']) ?? item.receivedAt,
      attributes: readTags(bucket['tags']),
    })
  }
  return metrics
}

/** `d:custom/checkout.latency@millisecond`. */
function readMetricName(text: string): {
  readonly name: string
  readonly unit: string | undefined
} {
  const match = /^(?:[a-z]:)?(?:[a-z_]+\/)?([^@]+)(?:@(.*))?$/.exec(text)
  return { name: match?.[1] ?? text, unit: match?.[2] }
}

function readBucketValues(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.map((entry) => readScalar(entry) ?? '')
  if (!isObject(value)) return [readScalar(value) ?? '']
  return ['last', 'min', 'max', 'sum', 'count'].map((key) => readScalar(value[key]) ?? '')
}

import { readTypedAttributes } from '../attributes.ts'
import { readId, readSpanId } from '../id.ts'
import type { Item } from '../item.ts'
import { isObject, readNumber, readText } from '../json.ts'
import { readContainer } from '../payload.ts'
import type { MetricRecord, MetricType } from '../record/metric.ts'
import { readTime } from '../time.ts'
import { createAttributeScopes } from './attribute-scope.ts'

const TYPES: readonly MetricType[] = ['counter', 'gauge', 'distribution', 'set']

/** A `trace_metric` item: a container of single measurements. */
export function readTraceMetricItem(item: Item): readonly MetricRecord[] {
  const metrics: MetricRecord[] = []
  const scopes = createAttributeScopes(item.scope, true)
  for (const entry of readContainer(item)) {
    const name = isObject(entry) ? readText(entry['name']) : undefined
    const value = isObject(entry) ? readNumber(entry['value']) : undefined
    if (!isObject(entry) || name === undefined || value === undefined) {
      item.report('payload-field', 'a metric without name or value')
      continue
    }
    const { attributes } = readTypedAttributes(entry['attributes'])
    const type = TYPES.find((known) => known === entry['type'])
    if (type === undefined) item.report('payload-field', 'a metric of a type nobody knows')
    metrics.push({
      kind: 'metric',
      time: readTime(entry['timestamp']) ?? item.receivedAt,
      item: item.index,
      scope: scopes(attributes),
      name,
      type: type ?? 'gauge',
      value,
      unit: readText(entry['unit']),
      description: undefined,
      traceId: readId(entry['trace_id']) ?? item.trace?.traceId,
      spanId: readSpanId(entry['span_id']),
      attributes,
      values: undefined,
      summary: undefined,
    })
  }
  return metrics
}

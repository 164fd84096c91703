import type { RecordOf } from 'protocol'
import { hasExpected } from './expected-value.ts'

export function isStatsd(metric: RecordOf<'metric'>, wanted: Record<string, unknown>): boolean {
  const [type, name, unit] = String(wanted['mri']).split(/[:@]/)
  const types: Record<string, string> = { c: 'counter', d: 'distribution', g: 'gauge', s: 'set' }
  if (
    metric.name !== name ||
    metric.type !== types[type ?? ''] ||
    (metric.unit ?? 'none') !== unit
  ) {
    return false
  }
  const { summary } = metric
  return (
    hasExpected(metric.attributes, wanted['tags']) &&
    (wanted['values'] === undefined || hasExpected(metric.values, wanted['values'])) &&
    (wanted['distinct'] === undefined || metric.value === wanted['distinct']) &&
    (type !== 'c' || metric.value === wanted['sum']) &&
    (type !== 'g' ||
      hasExpected(summary, {
        last: wanted['last'],
        min: wanted['min'],
        max: wanted['max'],
        sum: wanted['sum'],
        count: wanted['count'],
      }))
  )
}

export function isBody(log: RecordOf<'log'>, wanted: unknown): boolean {
  return typeof wanted === 'string' ? log.body === wanted : hasExpected(log.structuredBody, wanted)
}

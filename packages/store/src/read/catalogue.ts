import type { AttributeFacts, Json, Parameters } from 'protocol'
import type { SqlRow } from '../driver/database.ts'
import type { SourceName } from '../query/source.ts'
import type { ReadContext } from './context.ts'
import { readListParameters } from './list-parameters.ts'
import type { CountedList } from './lists.ts'
import { readWritten } from '../written-json.ts'

const lists: Readonly<Record<string, SourceName>> = {
  spans: 'span',
  logs: 'log',
  metrics: 'metric',
  events: 'event',
}

/**
 * `attributes`: keys that were ever seen, the most frequent first; `source` names a list, `key` a
 * beginning of keys, or with `values` one key, whose values are told.
 */
export function listAttributes({ database }: ReadContext, parameters: Parameters): CountedList {
  const { limit } = readListParameters(parameters)
  const source = lists[parameters['source'] ?? '']
  const prefix = parameters['key'] ?? ''
  const rows = database.all(
    `SELECT * FROM attribute WHERE (? IS NULL OR source = ?) AND key >= ? AND key < ?
        ORDER BY count DESC`,
    [source ?? null, source ?? null, prefix, `${prefix}\u{10ffff}`],
  )
  const facts = merge(rows)
  return { items: facts.slice(0, limit), next: null, total: facts.length, isTotalExact: true }
}

/** A key may be seen on several kinds of record. */
function merge(rows: readonly SqlRow[]): readonly AttributeFacts[] {
  const byKey = new Map<string, AttributeFacts>()
  for (const row of rows) {
    const key = String(row['key'])
    const top = readWritten<readonly (readonly [string, number])[]>(row['top'])
    const values = top.map(([value, count]) => ({ value: value as Json, count }))
    const before = byKey.get(key)
    byKey.set(key, {
      key,
      type: before === undefined || before.type === row['type'] ? toType(row['type']) : 'mixed',
      kinds: [...(before?.kinds ?? []), String(row['source'])],
      count: (before?.count ?? 0) + Number(row['count']),
      values: before === undefined ? values : [...before.values, ...values],
    })
  }
  return [...byKey.values()].toSorted((a, b) => b.count - a.count)
}

function toType(value: unknown): AttributeFacts['type'] {
  return (
    (['string', 'number', 'boolean', 'mixed'] as const).find((type) => type === value) ?? 'string'
  )
}

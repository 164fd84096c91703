import type { AttributeFacts, Json, Parameters } from 'protocol'
import type { Database, SqlRow } from '../driver/database.ts'
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
 * beginning of keys, or with `values` one key, whose values are told. What scopes records is there,
 * too, its values the latest first.
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
  const facts = [...listScopes(database, source, prefix), ...merge(rows)]
  return { items: facts.slice(0, limit), next: null, total: facts.length, isTotalExact: true }
}

/** Whose records there are. Every record has these, so they are no attributes of any. */
const scopeKeys = ['service', 'environment', 'release', 'project', 'run'] as const

function listScopes(
  database: Database,
  source: SourceName | undefined,
  prefix: string,
): readonly AttributeFacts[] {
  const kinds = source === undefined ? Object.values(lists) : [source]
  return scopeKeys
    .filter((key) => key.startsWith(prefix))
    .flatMap((key) => {
      const rows = database.all(
        `SELECT ${key} AS value, count(*) AS quantity FROM scope
          WHERE ${key} IS NOT NULL GROUP BY ${key} ORDER BY max(no) DESC LIMIT 100`,
        [],
      )
      const values = rows.map((row) => ({
        value: String(row['value']),
        count: Number(row['quantity']),
      }))
      const count = values.reduce((sum, each) => sum + each.count, 0)
      return values.length === 0 ? [] : [{ key, type: 'string' as const, kinds, count, values }]
    })
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

import type { BlockBuilder, KeyFacts } from '../block/block-builder.ts'
import type { Database } from '../driver/database.ts'
import type { Catalogue } from './row-writer.ts'
import { readWritten } from '../written-json.ts'

/** Values kept for each key: what completion offers. */
const TOP = 20

/** Keys kept for each kind; senders that put ids into keys would make it endless. */
const KEY_LIMIT = 5000

/** Adds what was seen under each attribute key to what was seen before. */
export function createCatalogue(database: Database): Catalogue {
  const find = database.prepare(
    'SELECT type, count, top FROM attribute WHERE source = ? AND key = ?',
  )
  const put = database.prepare('INSERT OR REPLACE INTO attribute VALUES (?,?,?,?,?)')
  const sizes = new Map<string, number>()
  for (const row of database.all(
    'SELECT source, count(*) AS n FROM attribute GROUP BY source',
    [],
  )) {
    sizes.set(String(row['source']), Number(row['n']))
  }

  const add = (source: string, key: string, facts: KeyFacts): void => {
    const before = find.get([source, key])
    const size = sizes.get(source) ?? 0
    if (before === undefined && size >= KEY_LIMIT) return
    if (before === undefined) sizes.set(source, size + 1)
    const top = new Map<string, number>(
      before === undefined ? [] : readWritten<[string, number][]>(before['top']),
    )
    for (const [value, count] of facts.top) top.set(value, (top.get(value) ?? 0) + count)
    const best = [...top].toSorted(([, a], [, b]) => b - a).slice(0, TOP)
    const type = toType(facts, before === undefined ? undefined : String(before['type']))
    put.run([source, key, type, facts.count + Number(before?.['count'] ?? 0), JSON.stringify(best)])
  }

  return {
    add: (source, builder: BlockBuilder) => {
      for (const [key, facts] of builder.takeKeys()) add(source, key, facts)
    },
  }
}

function toType({ hasText, hasNumber, hasBoolean }: KeyFacts, before: string | undefined): string {
  const types = [hasText && 'string', hasNumber && 'number', hasBoolean && 'boolean', before]
  const distinct = new Set(types.filter((type) => typeof type === 'string'))
  const [only = 'string'] = distinct
  return distinct.size > 1 ? 'mixed' : only
}

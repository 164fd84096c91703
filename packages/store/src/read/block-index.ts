import type { Block, BlockFacts } from '../block/block.ts'
import type { Database } from '../driver/database.ts'
import type { Source as QuerySource, SourceName } from '../query/source.ts'
import { readWritten } from '../written-json.ts'

/** Rows to look into: those of a block, or the newest, which no block holds yet. */
export interface RowRange {
  readonly first: number
  readonly last: number
  readonly block: Block | undefined
}

/** What is known of a table's rows without looking at them. */
export interface BlockIndex {
  readonly rangesOf: (source: QuerySource) => readonly RowRange[]
  /** After rows were removed: what was known may be too much. */
  readonly forget: () => void
}

interface Known {
  readonly blocks: RowRange[]
  lastBlock: number
  lastRow: number
}

export function createBlockIndex(database: Database): BlockIndex {
  const sources = new Map<SourceName, Known>()
  const find = database.prepare(
    'SELECT no, first, last, facts, filter FROM block WHERE source = ? AND no > ? ORDER BY no',
  )

  const sourceOf = (name: SourceName): Known => {
    let source = sources.get(name)
    if (source === undefined) sources.set(name, (source = { blocks: [], lastBlock: 0, lastRow: 0 }))
    for (const row of find.all([name, source.lastBlock])) {
      const block: Block = {
        first: Number(row['first']),
        last: Number(row['last']),
        facts: readWritten<BlockFacts>(row['facts']),
        filter: row['filter'] instanceof Uint8Array ? row['filter'] : new Uint8Array(),
      }
      source.blocks.push({ first: block.first, last: block.last, block })
      source.lastBlock = Number(row['no'])
      source.lastRow = block.last
    }
    return source
  }

  return {
    rangesOf: ({ name, table }) => {
      const { blocks, lastRow } = sourceOf(name)
      const newest = Number(database.get(`SELECT max(no) AS no FROM ${table}`, [])?.['no'] ?? 0)
      if (newest <= lastRow) return blocks
      return [...blocks, { first: lastRow + 1, last: newest, block: undefined }]
    },
    forget: () => sources.clear(),
  }
}

import type { Block, BlockFacts } from '../block/block.ts'
import type { Database } from '../driver/database.ts'
import { toTableName } from '../schema/schema.ts'
import type { TableName } from '../table/tables.ts'

/** Rows to look into: those of a block, or the newest, which no block holds yet. */
export interface RowRange {
  readonly first: number
  readonly last: number
  readonly block: Block | undefined
}

/** What is known of a table's rows without looking at them. */
export interface BlockIndex {
  readonly rangesOf: (source: TableName) => readonly RowRange[]
  /** After rows were removed: what was known may be too much. */
  readonly forget: () => void
}

interface Source {
  readonly blocks: RowRange[]
  lastBlock: number
  lastRow: number
}

export function createBlockIndex(database: Database): BlockIndex {
  const sources = new Map<TableName, Source>()
  const find = database.prepare(
    'SELECT no, first, last, facts, filter FROM block WHERE source = ? AND no > ? ORDER BY no',
  )

  const sourceOf = (name: TableName): Source => {
    let source = sources.get(name)
    if (source === undefined) sources.set(name, (source = { blocks: [], lastBlock: 0, lastRow: 0 }))
    for (const row of find.all([name, source.lastBlock])) {
      const block: Block = {
        first: Number(row['first']),
        last: Number(row['last']),
        facts: JSON.parse(String(row['facts'])) as BlockFacts,
        filter: row['filter'] instanceof Uint8Array ? row['filter'] : new Uint8Array(),
      }
      source.blocks.push({ first: block.first, last: block.last, block })
      source.lastBlock = Number(row['no'])
      source.lastRow = block.last
    }
    return source
  }

  return {
    rangesOf: (name) => {
      const { blocks, lastRow } = sourceOf(name)
      const newest = Number(
        database.prepare(`SELECT max(no) AS no FROM ${toTableName(name)}`).get([])?.['no'] ?? 0,
      )
      if (newest <= lastRow) return blocks
      return [...blocks, { first: lastRow + 1, last: newest, block: undefined }]
    },
    forget: () => sources.clear(),
  }
}

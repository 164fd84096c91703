/**
 * What the rows `first` to `last` of a table have in common. Rows are numbered as they come, so a
 * block is also a stretch of time; a query looks only into blocks that can hold what it seeks.
 */
export interface Block {
  readonly first: number
  readonly last: number
  readonly facts: BlockFacts
  /** Hashes of keys, values and words. */
  readonly filter: Uint8Array
}

export interface BlockFacts {
  readonly count: number
  readonly time: Range
  /** Of trace numbers; `undefined` when no row belongs to a trace. */
  readonly trace: Range | undefined
  readonly arrival: Range
  readonly scopes: readonly number[]
  /** Of every number column and attribute. */
  readonly numbers: Readonly<Record<string, Range>>
  /** Number columns in which some row has nothing. */
  readonly lacking: readonly string[]
  /** Some text was too long to be hashed whole: words may be there without being in the filter. */
  readonly isPartial: boolean
}

export type Range = readonly [least: number, greatest: number]

/** Rows of a block. Fewer: more filters to look at; more: more rows to look at for each hit. */
export const blockRows = 2048

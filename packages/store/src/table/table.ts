import type { Attributes, TelemetryRecord } from 'protocol'
import type { Column } from './column.ts'

/**
 * How records of a kind are kept: columns of their own for what is asked for most, attributes as
 * JSON for everything else that can be asked for, and the rest of the item as JSON.
 */
export interface Table<R extends TelemetryRecord> {
  readonly columns: readonly Column<R>[]
  /** Where free text is looked for. */
  readonly words: readonly string[]
  readonly attributes: (record: R) => Attributes
  /** What the item has that neither a column nor an attribute holds; `undefined` when nothing. */
  readonly rest: (record: R) => object | undefined
}

/** Every table begins with these; the names cannot be columns of a kind. */
export const commonColumns: readonly (readonly [string, string])[] = [
  ['no', 'INTEGER PRIMARY KEY'],
  ['time', 'REAL NOT NULL'],
  ['trace', 'INTEGER'],
  ['scope', 'INTEGER NOT NULL'],
  ['arrival', 'INTEGER NOT NULL'],
  ['ordinal', 'INTEGER NOT NULL'],
  ['attributes', 'TEXT'],
  ['rest', 'TEXT'],
]

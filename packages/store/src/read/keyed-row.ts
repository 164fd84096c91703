import type { SqlRow, SqlValue } from '../driver/database.ts'

export interface Sort {
  /** An expression over columns of ours. */
  readonly sql: string
  /** The column, when it is one that blocks know the range of. */
  readonly column: string | undefined
  readonly isDescending: boolean
}

/** As it is written in a request: `-time`. */
export function toSortText({ sql, isDescending }: Sort): string {
  return isDescending ? `-${sql}` : sql
}

/** A row's number, and what it is sorted by. */
export interface KeyedRow {
  readonly no: number
  readonly key: SqlValue
}

/** The best `limit` of the rows so far and those just found. */
export function mergeRows(
  rows: readonly KeyedRow[],
  found: readonly SqlRow[],
  sort: Sort,
  limit: number,
): readonly KeyedRow[] {
  const keyed = found.map((row) => ({ no: Number(row['no']), key: row['key'] ?? null }))
  return [...rows, ...keyed].toSorted((a, b) => compareRows(a, b, sort)).slice(0, limit)
}

/** Rows with equal keys stand in the order they came, newest first where the sort descends. */
export function compareRows(a: KeyedRow, b: KeyedRow, sort: Sort): number {
  return compareKeys(a.key, b.key, sort) || (sort.isDescending ? b.no - a.no : a.no - b.no)
}

/** Negative when `a` comes before `b`. */
export function compareKeys(a: SqlValue, b: SqlValue, { isDescending }: Sort): number {
  const order = compareValues(a, b)
  return isDescending ? -order : order
}

function compareValues(a: SqlValue, b: SqlValue): number {
  if (a === b) return 0
  if (a === null) return -1
  if (b === null) return 1
  // As SQLite does, by code points: JavaScript sorts an emoji before a fullwidth letter.
  if (typeof a === 'string' && typeof b === 'string') return Buffer.from(a).compare(Buffer.from(b))
  if (typeof a === 'string') return 1
  if (typeof b === 'string') return -1
  return a < b ? -1 : 1
}

import type { Database, SqlValue } from '../driver/database.ts'
import { mayMatch } from '../query/block-match.ts'
import type { Plan } from '../query/plan.ts'
import { toCondition } from '../query/sqlite-dialect.ts'
import type { Condition } from '../query/sqlite-dialect.ts'
import type { Source } from '../query/source.ts'
import type { BlockIndex, RowRange } from './block-index.ts'
import type { Cursor } from './cursor.ts'
import { compareKeys, mergeRows } from './keyed-row.ts'
import type { KeyedRow, Sort } from './keyed-row.ts'

export interface PageRequest {
  readonly source: Source
  readonly plan: Plan
  readonly sort: Sort
  readonly limit: number
  readonly cursor: Cursor | undefined
}

export interface PageOfRows {
  readonly rows: readonly KeyedRow[]
  readonly hasMore: boolean
  readonly total: number
  /** Counting stopped early; there are at least so many. */
  readonly isExact: boolean
}

/** Milliseconds for counting what is not shown. */
const COUNT_BUDGET = 40

/**
 * The rows of one page, best first. Ranges that cannot hold a match are skipped; the others are
 * taken in the order of the best they can hold, until nothing better can come.
 */
export function readPage(database: Database, index: BlockIndex, request: PageRequest): PageOfRows {
  const { source, plan, sort, limit, cursor } = request
  const ranges = index
    .rangesOf(source)
    .filter(({ block }) => block === undefined || mayMatch(plan, block))
    .map((range) => ({ range, bound: toBound(range, sort) }))
    .toSorted((a, b) => compareKeys(a.bound, b.bound, sort))
  const condition = toCondition(plan)
  const sql = toPageSql(source, condition, sort, cursor)
  let rows: readonly KeyedRow[] = []
  let counted = 0
  let next = 0
  for (; next < ranges.length; next++) {
    const candidate = ranges[next]
    const worst = rows.at(-1)
    if (candidate === undefined) break
    const isFull = rows.length > limit && worst !== undefined
    if (isFull && compareKeys(worst.key, candidate.bound, sort) < 0) break
    const found = database.all(sql, toPageValues(candidate.range, condition, cursor, limit + 1))
    rows = mergeRows(rows, found, sort, limit + 1)
    if (cursor === undefined) counted += countRows(database, source, condition, candidate.range)
  }
  const hasMore = rows.length > limit
  const shown = rows.slice(0, limit)
  if (cursor !== undefined)
    return { rows: shown, hasMore, total: cursor.total, isExact: cursor.isExact }
  const rest = countRest(
    database,
    source,
    condition,
    ranges.slice(next).map(({ range }) => range),
    plan,
  )
  return { rows: shown, hasMore, total: counted + rest.total, isExact: rest.isExact }
}

function toPageSql(
  source: Source,
  condition: Condition,
  { sql, isDescending }: Sort,
  cursor: Cursor | undefined,
): string {
  const direction = isDescending ? 'DESC' : 'ASC'
  const behind = isDescending ? '<' : '>'
  // SQLite sorts nothing before everything; a row value with NULL in it compares with nothing.
  const after = cursor === undefined ? '' : `AND (coalesce(${sql}, -9e999), no) ${behind} (?, ?)`
  return `SELECT no, ${sql} AS key FROM ${source.table}
    WHERE no BETWEEN ? AND ? AND ${condition.sql} ${after}
    ORDER BY key ${direction}, no ${direction} LIMIT ?`
}

function toPageValues(
  { first, last }: RowRange,
  { values }: Condition,
  cursor: Cursor | undefined,
  limit: number,
): readonly SqlValue[] {
  const after = cursor === undefined ? [] : [cursor.key ?? -Infinity, cursor.no]
  return [first, last, ...values, ...after, limit]
}

function countRows(
  database: Database,
  source: Source,
  condition: Condition,
  { first, last, block }: RowRange,
): number {
  if (condition.sql === '1' && block !== undefined) return block.facts.count
  const row = database.get(
    `SELECT count(*) AS n FROM ${source.table} WHERE no BETWEEN ? AND ? AND ${condition.sql}`,
    [first, last, ...condition.values],
  )
  return Number(row?.['n'] ?? 0)
}

function countRest(
  database: Database,
  source: Source,
  condition: Condition,
  ranges: readonly RowRange[],
  plan: Plan,
): { readonly total: number; readonly isExact: boolean } {
  let total = 0
  const end = performance.now() + COUNT_BUDGET
  for (const range of ranges) {
    if (plan.type !== 'all' && performance.now() > end) return { total, isExact: false }
    total += countRows(database, source, condition, range)
  }
  return { total, isExact: true }
}

/** The best key a range can hold; the newest rows can hold any. */
function toBound({ block }: RowRange, { column, isDescending }: Sort): number {
  const best = isDescending ? Infinity : -Infinity
  if (block === undefined || column === undefined) return best
  const range = column === 'time' ? block.facts.time : block.facts.numbers[column]
  // No row has the column: all of them sort last.
  if (range === undefined) return -best
  return isDescending ? range[1] : range[0]
}

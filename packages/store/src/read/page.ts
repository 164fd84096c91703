import type { Database, SqlValue } from '../driver/database.ts'
import { mayMatch } from '../query/block-match.ts'
import type { Plan } from '../query/plan.ts'
import { toCondition } from '../query/sqlite-dialect.ts'
import type { Condition } from '../query/sqlite-dialect.ts'
import type { Source } from '../query/source.ts'
import type { BlockIndex, RowRange } from './block-index.ts'
import { checkOrder } from './cursor.ts'
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
  readonly sort: Sort
}

/** Milliseconds for counting what is not shown. */
const COUNT_BUDGET = 40

/**
 * The rows of one page, best first. Ranges that cannot hold a match are skipped; the others are
 * taken in the order of the best they can hold, until nothing better can come.
 */
export function readPage(database: Database, index: BlockIndex, request: PageRequest): PageOfRows {
  const { source, plan, sort, limit, cursor } = request
  checkOrder(cursor, sort)
  const ranges = index
    .rangesOf(source)
    .filter(({ block }) => block === undefined || mayMatch(plan, block))
    .map((range) => ({ range, extremes: toExtremes(range, sort) }))
    .filter(({ extremes }) => !isBefore(extremes, cursor, sort))
    .toSorted((a, b) => compareBest(a.extremes, b.extremes, sort))
  const condition = toCondition(plan)
  const sql = toPageSql(source, condition, sort, cursor)
  let rows: readonly KeyedRow[] = []
  let counted = 0
  let next = 0
  for (; next < ranges.length; next++) {
    const candidate = ranges[next]
    const worst = rows.at(-1)
    if (candidate === undefined) break
    const { range, extremes } = candidate
    const isFull = rows.length > limit && worst !== undefined
    if (isFull && extremes && compareKeys(worst.key, extremes.best, sort) < 0) break
    const found = database.all(sql, toPageValues(range, condition, cursor, limit + 1))
    rows = mergeRows(rows, found, sort, limit + 1)
    if (cursor !== undefined) continue
    // What fits on the page is all there is.
    const isAll = found.length <= limit
    counted += isAll ? found.length : countRows(database, source, condition, range)
  }
  const hasMore = rows.length > limit
  const shown = rows.slice(0, limit)
  if (cursor !== undefined)
    return { rows: shown, hasMore, total: cursor.total, isExact: cursor.isExact, sort }
  const rest = countRest(
    database,
    source,
    condition,
    ranges.slice(next).map(({ range }) => range),
    plan,
  )
  return { rows: shown, hasMore, total: counted + rest.total, isExact: rest.isExact, sort }
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
  // Arrivals have no blocks: their range is all of them, and an index has them in order.
  const no = source.isRecord ? 'no' : '+no'
  return `SELECT no, ${sql} AS key FROM ${source.table}
    WHERE ${no} BETWEEN ? AND ? AND ${condition.sql} ${after}
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

/** The keys that come first and last of a range. */
interface Extremes {
  readonly best: SqlValue
  readonly worst: SqlValue
}

/** `undefined` for what can hold any key: the newest rows, and texts, which blocks do not sort. */
function toExtremes({ block }: RowRange, { column, isDescending }: Sort): Extremes | undefined {
  if (block === undefined || column === undefined) return undefined
  const { time, numbers, lacking } = block.facts
  const range = column === 'time' ? time : numbers[column]
  // Nothing sorts before everything.
  const least = range === undefined || lacking.includes(column) ? null : range[0]
  const greatest = range?.[1] ?? null
  return isDescending ? { best: greatest, worst: least } : { best: least, worst: greatest }
}

/** Whether all of a range was on earlier pages. */
function isBefore(extremes: Extremes | undefined, cursor: Cursor | undefined, sort: Sort): boolean {
  if (extremes === undefined || cursor === undefined) return false
  return compareKeys(extremes.worst, cursor.key, sort) < 0
}

function compareBest(a: Extremes | undefined, b: Extremes | undefined, sort: Sort): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined)
  return compareKeys(a.best, b.best, sort)
}

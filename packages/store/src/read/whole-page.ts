import type { Database, SqlValue } from '../driver/database.ts'
import type { Source } from '../query/source.ts'
import { checkOrder } from './cursor.ts'
import type { Cursor } from './cursor.ts'
import { compareKeys, mergeRows } from './keyed-row.ts'
import type { KeyedRow, Sort } from './keyed-row.ts'
import type { Members } from './members.ts'
import type { PageOfRows } from './page.ts'

export interface WholePageRequest {
  readonly source: Source
  readonly members: Members
  /** How many are looked at together: few enough to answer soon, enough to skip most children. */
  readonly window: number
  readonly sort: Sort
  readonly limit: number
  readonly cursor: Cursor | undefined
}

/** Milliseconds for counting what is not shown. */
const COUNT_BUDGET = 40

interface Window {
  readonly first: number
  readonly last: number
  readonly count: number
  readonly bound: SqlValue
}

/** One page of traces or issues. Windows come in the order of the best they hold. */
export function readWholePage(database: Database, request: WholePageRequest): PageOfRows {
  const { source, members, window: width, sort, limit, cursor } = request
  checkOrder(cursor, sort)
  const windows = readWindows(database, source, sort, width)
  let rows: readonly KeyedRow[] = []
  let total = 0
  let next = 0
  for (; next < windows.length; next++) {
    const window = windows[next]
    const worst = rows.at(-1)
    if (window === undefined) break
    if (rows.length > limit && worst && compareKeys(worst.key, window.bound, sort) < 0) break
    const numbers = members.within(window.first, window.last)
    rows = mergeRows(rows, readRows(database, request, window, numbers), sort, limit + 1)
    total += numbers === 'all' ? window.count : numbers.size
  }
  const hasMore = rows.length > limit
  const shown = rows.slice(0, limit)
  if (cursor) return { rows: shown, hasMore, total: cursor.total, isExact: cursor.isExact, sort }
  const end = performance.now() + COUNT_BUDGET
  for (const { first, last, count } of windows.slice(next)) {
    if (performance.now() > end) return { rows: shown, hasMore, total, isExact: false, sort }
    const numbers = members.within(first, last)
    total += numbers === 'all' ? count : numbers.size
  }
  return { rows: shown, hasMore, total, isExact: true, sort }
}

function readWindows(
  database: Database,
  { table, listed = '1' }: Source,
  sort: Sort,
  width: number,
): readonly Window[] {
  // Nothing sorts before everything, and an aggregate does not see it.
  const best = sort.isDescending
    ? `max(${sort.sql})`
    : `CASE WHEN count(${sort.sql}) = count(*) THEN min(${sort.sql}) END`
  const found = database.all(
    `SELECT min(no) AS first, max(no) AS last, count(*) AS n, ${best} AS bound
      FROM ${table} WHERE ${listed} GROUP BY no / ${width}`,
    [],
  )
  const windows = found.map((row) => ({
    first: Number(row['first']),
    last: Number(row['last']),
    count: Number(row['n']),
    bound: row['bound'] ?? null,
  }))
  return windows.toSorted((a, b) => compareKeys(a.bound, b.bound, sort))
}

function readRows(
  database: Database,
  { source, sort, limit, cursor }: WholePageRequest,
  { first, last }: Window,
  numbers: ReadonlySet<number> | 'all',
): ReturnType<ReturnType<Database['prepare']>['all']> {
  if (numbers !== 'all' && numbers.size === 0) return []
  const direction = sort.isDescending ? 'DESC' : 'ASC'
  const behind = sort.isDescending ? '<' : '>'
  const after = cursor ? `AND (coalesce(${sort.sql}, -9e999), no) ${behind} (?, ?)` : ''
  const among = numbers === 'all' ? '' : 'AND no IN (SELECT value FROM json_each(?))'
  return database.all(
    `SELECT no, ${sort.sql} AS key FROM ${source.table} WHERE no BETWEEN ? AND ? AND ${source.listed ?? '1'} ${among} ${after}
      ORDER BY key ${direction}, no ${direction} LIMIT ?`,
    [
      first,
      last,
      ...(numbers === 'all' ? [] : [JSON.stringify([...numbers])]),
      ...(cursor ? [cursor.key ?? -Infinity, cursor.no] : []),
      limit + 1,
    ],
  )
}

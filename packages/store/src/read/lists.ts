import type { List, Parameters } from 'protocol'
import type { SqlRow } from '../driver/database.ts'
import { toAnd } from '../query/plan.ts'
import type { Plan } from '../query/plan.ts'
import { toSource } from '../query/source.ts'
import type { Source } from '../query/source.ts'
import type { TableName } from '../table/tables.ts'
import type { ReadContext } from './context.ts'
import { toCursorText } from './cursor.ts'
import { toSortText } from './keyed-row.ts'
import type { KeyedRow } from './keyed-row.ts'
import { readListParameters } from './list-parameters.ts'
import { selectIn } from './origins.ts'
import { readPage } from './page.ts'
import type { PageOfRows } from './page.ts'
import { readSort } from './sort.ts'

/** Lists tell whether they counted to the end. */
export interface CountedList extends List<object> {
  readonly isTotalExact: boolean
}

/** The records of a table that a query asks for, a page of them. */
export function listRecords(
  context: ReadContext,
  name: TableName,
  parameters: Parameters,
  also: Plan = { type: 'all' },
): CountedList {
  const source = toSource(name)
  const page = readSourcePage(context, source, parameters, also)
  const rows = readRows(context, source, page.rows)
  return toAnswer(page, context.items.of(name, rows))
}

export function readSourcePage(
  { database, index, planner }: ReadContext,
  source: Source,
  parameters: Parameters,
  also: Plan = { type: 'all' },
): PageOfRows {
  const { query, limit, cursor, sort } = readListParameters(parameters)
  const plan = toAnd([also, planner.planFor(planner.parse(query), source)])
  return readPage(database, index, {
    source,
    plan,
    sort: readSort(sort, source, '-time'),
    limit,
    cursor,
  })
}

/** Whole rows, in the order of the page. */
export function readRows(
  { database }: ReadContext,
  { table }: Source,
  page: readonly KeyedRow[],
): readonly SqlRow[] {
  const found = selectIn(
    database,
    `SELECT * FROM ${table} WHERE no`,
    page.map(({ no }) => no),
  )
  const byNumber = new Map(found.map((row) => [Number(row['no']), row]))
  return page.map(({ no }) => byNumber.get(no)).filter((row) => row !== undefined)
}

export function toAnswer(page: PageOfRows, items: readonly object[]): CountedList {
  const { rows, hasMore, total, isExact, sort } = page
  const last = rows.at(-1)
  const order = toSortText(sort)
  const next = hasMore && last ? toCursorText({ ...last, total, isExact, order }) : null
  return { items, next, total, isTotalExact: isExact }
}

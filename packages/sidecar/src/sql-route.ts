import type { Parameters, SqlAnswer } from 'protocol'
import { sqlViews } from 'store'
import type { JsonReply, Store } from 'store'

const LIMIT = 100
const GREATEST_LIMIT = 1000

/** `sql`: a SELECT over the views; without one, which views and columns there are. */
export function readSql(store: Store, { query, limit }: Parameters): Promise<JsonReply> {
  if (query === undefined || query.trim() === '') return Promise.resolve(viewsReply)
  const count = Number(limit ?? LIMIT)
  const isCount = Number.isInteger(count) && count > 0
  return store.sql(query, isCount ? Math.min(count, GREATEST_LIMIT) : LIMIT)
}

const views: SqlAnswer = {
  columns: ['view', 'column', 'meaning'],
  rows: sqlViews.flatMap(({ name, columns }) =>
    Object.entries(columns).map(([column, meaning]) => [name, column, meaning]),
  ),
  isCut: false,
}

const viewsReply: JsonReply = { ok: true, json: JSON.stringify(views) }

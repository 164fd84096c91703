import type { Database } from '../driver/database.ts'
import type { Plan } from '../query/plan.ts'
import type { Source } from '../query/source.ts'
import { toCondition } from '../query/sqlite-dialect.ts'
import type { RowRange } from './block-index.ts'

/** When the first and the last of some rows were. */
export interface TimeExtent {
  readonly first: number
  readonly last: number
}

export function toTimeColumn({ columns }: Source): string {
  const time = columns.find(({ name }) => name === 'time' || name === 'start')
  return time?.sql ?? time?.name ?? 'time'
}

/** Blocks know theirs: where all of their rows are meant, none is looked at. */
export function readTimeExtent(
  database: Database,
  source: Source,
  plan: Plan,
  ranges: readonly RowRange[],
): TimeExtent {
  const time = toTimeColumn(source)
  const condition = toCondition(plan)
  const sql = `SELECT min(${time}) AS first, max(${time}) AS last FROM ${source.table}
    WHERE no BETWEEN ? AND ? AND ${condition.sql}`
  let first = Infinity
  let last = -Infinity
  for (const { first: from, last: to, block } of ranges) {
    if (block !== undefined && plan.type === 'all') {
      first = Math.min(first, block.facts.time[0])
      last = Math.max(last, block.facts.time[1])
      continue
    }
    const row = database.get(sql, [from, to, ...condition.values])
    if (row === undefined || row['first'] === null) continue
    first = Math.min(first, Number(row['first']))
    last = Math.max(last, Number(row['last']))
  }
  return first <= last ? { first, last } : { first: 0, last: 0 }
}

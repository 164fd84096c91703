import { z } from 'zod'
import { toName, toValueText } from '../answer/quoted.ts'
import { toTool } from '../tool.ts'
import type { Tool } from '../tool.ts'

export const querySql: Tool = toTool({
  name: 'query_sql',
  title: 'Ask with SQL',
  description:
    "One SELECT (SQLite) over the views spans, logs, events, issues, traces, metrics, edits, pages, findings, arrivals, for what no other tool answers: joins, comparisons, before and after. Without `sql`: the views and their columns. attributes ->> 'http.route' reads an attribute; times and durations are milliseconds. Read-only, at most 3 s.",
  input: {
    sql: z.string().max(20_000).optional(),
    limit: z.number().int().min(1).max(1000).optional().describe('rows (default 50)'),
  },
  output: {
    columns: z.array(z.string()),
    rows: z.array(z.array(z.unknown())),
    is_cut: z.boolean().describe('there are more rows than `limit`'),
  },
  run: async ({ sql, limit = 50 }, { ask }) => {
    const answer = await ask('sql', { query: sql, limit })
    return (room) => {
      const { columns, isCut } = answer
      const rows = room
        .list(answer.rows, answer.rows.length, (left) => `${left} more rows: a smaller \`limit\``)
        .map((row) => columns.map((column, at) => room.value(column, row[at] ?? null, 160)))
      return {
        value: { columns: [...columns], rows, is_cut: isCut },
        lines: [
          rows.length === 0 ? 'No rows.' : columns.map(toName).join(' | '),
          ...rows.map((row) => row.map(toValueText).join(' | ')),
          ...(isCut
            ? [`There are more than ${limit} rows: LIMIT and OFFSET, or a greater \`limit\`.`]
            : []),
        ],
      }
    }
  },
})

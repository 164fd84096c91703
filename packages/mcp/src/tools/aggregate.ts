import { z } from 'zod'
import { toRounded } from '../answer/moment.ts'
import { toPairsText } from '../answer/quoted.ts'
import { toQuery, toSinceTerm } from '../question/query-parts.ts'
import { toTool } from '../tool.ts'
import type { Tool } from '../tool.ts'

const sources = ['spans', 'logs', 'metrics', 'events', 'traces', 'pages'] as const

export const aggregate: Tool = toTool({
  name: 'aggregate',
  title: 'Count and measure',
  description:
    'A table: what, grouped by which attributes, with which statistics. For example the slowest queries: {"query":"op:db*","stats":"count(),p95(duration),sum(duration)","group":"name","sort":"-sum(duration)"}; how often a cache is missed: {"query":"op:cache.get","group":"cache.hit"}.',
  input: {
    source: z.enum(sources).optional().describe('default: spans'),
    query: z.string().max(10_000).optional(),
    since: z.string().max(64).optional().describe('"10m", or a date'),
    stats: z
      .string()
      .max(500)
      .optional()
      .describe(
        'count(), rate(), avg|min|max|sum|p50|p75|p90|p95|p99(field); several with commas (default: count())',
      ),
    group: z.string().max(500).optional().describe('fields or attributes, with commas'),
    sort: z.string().max(100).optional().describe('a statistic; "-" before it: greatest first'),
    limit: z.number().int().min(1).max(200).optional().describe('rows (default 20)'),
  },
  output: {
    rows: z.array(
      z.object({
        group: z.record(z.string(), z.unknown()),
        values: z.record(z.string(), z.number().nullable()),
      }),
    ),
    total: z.number().describe('how many groups there are'),
    isTotalExact: z.boolean().describe('false when there are more, which are not counted'),
    error: z.number().optional().describe('relative error of percentiles'),
  },
  run: async ({ source = 'spans', query, since, stats, group, sort, limit = 20 }, reading) => {
    const { ask, now } = reading
    const answer = await ask('stats', {
      source,
      query: toQuery([query, toSinceTerm('time', since, now)]),
      stat: stats,
      group,
      sort,
      limit,
    })
    const names = (group ?? '')
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '')
    return (room) => {
      const rows = room
        .list(
          answer.rows,
          limit,
          (left) => `${left} more rows: a smaller \`limit\` or a greater budget`,
        )
        .map((row) => ({
          group: Object.fromEntries(
            names.map((name, at) => [name, room.value(name, row.group[at] ?? null, 160)]),
          ),
          values: Object.fromEntries(
            Object.entries(row.values).map(([name, value]) => [
              name,
              value === null ? null : toRounded(value),
            ]),
          ),
        }))
      const { total, isTotalExact, error } = answer
      return {
        value: { rows, total, isTotalExact, error },
        lines: [
          total === 0
            ? `No ${source} match.`
            : `${isTotalExact ? '' : 'more than '}${total} groups of ${source}, ${rows.length} shown:`,
          ...rows.map(
            (row) =>
              `- ${toPairsText(row.group) || 'all'}: ${Object.entries(row.values)
                .map(([name, value]) => `${name} ${value ?? 'none'}`)
                .join(', ')}`,
          ),
          ...(error === undefined ? [] : [`Percentiles are within ${toRounded(error * 100)} %.`]),
        ],
      }
    }
  },
})

import { z } from 'zod'
import type { Json } from 'protocol'
import { toClock, toIso, toRounded } from '../answer/moment.ts'
import { toPairsText, toQuote } from '../answer/quoted.ts'
import type { Room } from '../answer/room.ts'
import { toQuery, toSinceTerm } from '../question/query-parts.ts'
import { toTool } from '../tool.ts'
import type { Tool } from '../tool.ts'

export const getMetrics: Tool = toTool({
  name: 'get_metrics',
  title: 'Metrics',
  description:
    'Without `name`: which metrics there are. With it: how one went over time, as a whole or by attributes ("group"). For one table of numbers take aggregate with source metrics.',
  input: {
    name: z.string().max(300).optional(),
    stat: z
      .string()
      .max(60)
      .optional()
      .describe('avg(value) (default), sum(value), p95(value), count()'),
    group: z.string().max(300).optional().describe('attributes, with commas'),
    query: z.string().max(10_000).optional(),
    since: z.string().max(64).optional(),
    interval: z.number().int().min(1000).optional().describe('milliseconds of one point'),
  },
  output: {
    metrics: z.array(
      z.object({
        name: z.string(),
        type: z.string(),
        unit: z.string().optional(),
        count: z.number(),
      }),
    ),
    interval: z.number().optional(),
    series: z.array(
      z.object({
        group: z.record(z.string(), z.unknown()),
        points: z.array(z.object({ at: z.string(), value: z.number().nullable() })),
      }),
    ),
  },
  run: async ({ name, stat, group, query, since, interval }, { ask, now }) => {
    const term = toQuery([query, toSinceTerm('time', since, now)])
    if (name === undefined) {
      const { rows } = await ask('stats', {
        source: 'metrics',
        stat: 'count()',
        group: 'name,type,unit',
        query: term,
        limit: 200,
      })
      return (room) => {
        const metrics = room
          .list(rows, 60, (left) => `${left} more metrics: a narrower query`)
          .map((row) => ({
            name: room.text(toWord(row.group[0]) ?? '', 120),
            type: room.text(toWord(row.group[1]) ?? '', 30),
            unit: toUnitText(row.group[2], room),
            count: Object.values(row.values)[0] ?? 0,
          }))
        return {
          value: { metrics, series: [] },
          lines: [
            metrics.length === 0 ? 'No metrics were sent.' : `${rows.length} metrics:`,
            ...metrics.map(
              (metric) =>
                `- ${toQuote(metric.name)} ${metric.type}${metric.unit === undefined ? '' : ` in ${toQuote(metric.unit)}`}, ${metric.count} times`,
            ),
          ],
        }
      }
    }
    const answer = await ask('metrics/series', { name, stat, group, query: term, interval })
    const names = (group ?? '').split(',').filter((part) => part.trim() !== '')
    return (room) => {
      const series = room
        .list(answer.series, 12, (left) => `${left} more lines: a narrower query`)
        .map((line) => ({
          group: Object.fromEntries(
            names.map((key, at) => [key.trim(), room.value(key, line.group[at] ?? null, 100)]),
          ),
          points: toNewest(line.points, room.list).map(([time, value]) => ({
            at: toIso(time),
            value: value === null ? null : toRounded(value),
          })),
        }))
      return {
        value: { metrics: [], interval: answer.interval, series },
        lines: [
          series.length === 0
            ? `Nothing was measured as ${toQuote(name)}.`
            : `${toQuote(name)} ${stat ?? 'avg(value)'}, a point every ${answer.interval / 1000} s:`,
          ...series.map(
            (line) =>
              `- ${toPairsText(line.group) || 'all'}: ${line.points
                .map(({ at, value }) => `${toClock(at, now)} ${value ?? '-'}`)
                .join(', ')}`,
          ),
        ],
      }
    }
  },
})

function toWord(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function toUnitText(value: Json | undefined, room: Room): string | undefined {
  const word = toWord(value)
  return word === undefined ? undefined : room.text(word, 30)
}

type Point = readonly [number, number | null]

/** The newest are told where there is no room for all; gaps at the ends say nothing. */
function toNewest(
  points: readonly Point[],
  list: (
    items: readonly Point[],
    most: number,
    toCut: (left: number) => string,
  ) => readonly Point[],
): readonly Point[] {
  const measured = points.filter(([, value]) => value !== null)
  return list(
    measured.toReversed(),
    60,
    (left) => `${left} earlier points: \`interval\``,
  ).toReversed()
}

import { toFilterText } from 'protocol'
import type { Json, Parameters, SeriesAnswer } from 'protocol'
import { toSource } from '../query/source.ts'
import type { TableName } from '../table/tables.ts'
import type { ReadContext } from './context.ts'
import { gather } from './gather.ts'
import { Refusal } from './refusal.ts'
import { readStats } from './stat.ts'
import { readNames } from './stats.ts'
import type { TimeExtent } from './time-extent.ts'

/** Points of one line: what a chart can show. */
const POINT_LIMIT = 500

/** Lines of one chart; the rest is in `stats`. */
const SERIES_LIMIT = 50

const SPANS: readonly number[] = [1, 5, 10, 30, 60, 300, 600, 1800, 3600, 21_600, 86_400].map(
  (seconds) => seconds * 1000,
)

const sources: ReadonlyMap<string, TableName> = new Map([
  ['metrics', 'metric'],
  ['spans', 'span'],
  ['logs', 'log'],
  ['events', 'event'],
])

/** `metrics/series`: a metric, or any number of any list, over time. */
export function answerSeries(context: ReadContext, parameters: Parameters): SeriesAnswer {
  const name = parameters['name']
  const sourceName = parameters['source'] ?? 'metrics'
  const source = sources.get(sourceName)
  if (source === undefined) {
    throw new Refusal({
      code: 'source',
      message: `"${sourceName.slice(0, 40)}" has no series.`,
      position: undefined,
      fix: 'Name one of metrics, spans, logs, events.',
    })
  }
  const [stat] = readStats(parameters['stat'] ?? (source === 'metric' ? 'avg(value)' : 'count()'))
  if (stat === undefined)
    throw new Refusal({
      code: 'stat',
      message: 'No stat is named.',
      position: undefined,
      fix: 'For example `p95(value)`.',
    })
  const named = name === undefined ? '' : toFilterText('name', name)
  const asked = readInterval(parameters['interval'])
  const { groups, interval } = gather(context, {
    source: toSource(source),
    stats: [stat],
    groups: readNames(parameters['group']),
    query: [named, parameters['query'] ?? ''].join(' ').trim(),
    toInterval: (extent) => asked ?? chooseInterval(extent),
    bucketLimit: POINT_LIMIT,
  })
  const lines = new Map<string, Line>()
  for (const { values, sketchOf } of groups) {
    const [time, ...group] = values
    const key = JSON.stringify(group)
    let line = lines.get(key)
    if (line === undefined) lines.set(key, (line = { group, points: new Map(), count: 0 }))
    const sketch = sketchOf(stat)
    line.count += sketch.count
    line.points.set(Number(time), stat.of(sketch, interval / 1000))
  }
  const most = [...lines.values()].toSorted((a, b) => b.count - a.count).slice(0, SERIES_LIMIT)
  return {
    interval,
    series: most.map(({ group, points }) => ({ group, points: toPoints(points, interval) })),
  }
}

interface Line {
  readonly group: readonly Json[]
  readonly points: Map<number, number | null>
  count: number
}

/** Buckets in which nothing was measured are told, so that a gap is no slope. */
function toPoints(
  points: ReadonlyMap<number, number | null>,
  interval: number,
): readonly (readonly [number, number | null])[] {
  const times = [...points.keys()].toSorted((a, b) => a - b)
  const first = times[0] ?? 0
  const last = times.at(-1) ?? 0
  const from = Math.max(first, last - interval * (POINT_LIMIT - 1))
  const length = times.length === 0 ? 0 : Math.round((last - from) / interval) + 1
  return Array.from({ length }, (_, index) => {
    const time = from + index * interval
    return [time, points.get(time) ?? null] as const
  })
}

const INTERVAL = /^(\d+)(ms|s|m|h|d)?$/
const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
}

function readInterval(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined
  const match = INTERVAL.exec(text)
  const interval = match === null ? 0 : Number(match[1]) * (UNITS[match[2] ?? 'ms'] ?? 1)
  if (interval > 0) return interval
  throw new Refusal({
    code: 'interval',
    message: `"${text.slice(0, 40)}" is no interval.`,
    position: undefined,
    fix: 'Intervals are written `10s`, `1m`, `1h`.',
  })
}

/** So that all of it fits into some hundred points. */
function chooseInterval({ first, last }: TimeExtent): number {
  return SPANS.find((span) => (last - first) / span <= 120) ?? 86_400_000
}

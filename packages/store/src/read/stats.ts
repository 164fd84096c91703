import type { Parameters, StatsAnswer } from 'protocol'
import { toSource } from '../query/source.ts'
import type { SourceName } from '../query/source.ts'
import type { ReadContext } from './context.ts'
import { gather } from './gather.ts'
import { readLimit } from './list-parameters.ts'
import { Refusal } from './refusal.ts'
import { sketchError } from './sketch.ts'
import { readStats } from './stat.ts'

const ROW_LIMIT = 100

/** What can be counted and measured, by the name of its list. */
const sources: Readonly<Record<string, SourceName>> = {
  spans: 'span',
  logs: 'log',
  metrics: 'metric',
  events: 'event',
  traces: 'trace',
  pages: 'page_load',
  sessions: 'session',
  checkins: 'check_in',
}

/** `stats`: a table of groups with what was asked of each. */
export function answerStats(context: ReadContext, parameters: Parameters): StatsAnswer {
  const name = parameters['source'] ?? 'spans'
  const source = Object.hasOwn(sources, name) ? sources[name] : undefined
  if (source === undefined) {
    throw new Refusal({
      code: 'source',
      message: `Nothing called "${name.slice(0, 40)}" can be counted.`,
      position: undefined,
      fix: `Name one of ${Object.keys(sources).join(', ')}.`,
    })
  }
  const stats = readStats(parameters['stat'] ?? 'count()')
  const texts = stats.map(({ text }) => text)
  const sort = parameters['sort'] ?? `-${texts[0] ?? ''}`
  const key = sort.replace(/^-/, '')
  if (!texts.includes(key)) {
    throw new Refusal({
      code: 'sort',
      message: `The groups cannot be sorted by "${key.slice(0, 60)}".`,
      position: undefined,
      fix: `Sort by one of ${texts.join(', ')}; \`-\` before it for descending.`,
    })
  }
  const limit = readLimit(parameters['limit'], ROW_LIMIT)
  const { groups, isCut, seconds } = gather(context, {
    source: toSource(source),
    stats,
    groups: readNames(parameters['group']),
    query: parameters['query'],
  })
  const rows = groups.map(({ values, sketchOf }) => ({
    group: values,
    values: Object.fromEntries(stats.map((stat) => [stat.text, stat.of(sketchOf(stat), seconds)])),
  }))
  const direction = sort.startsWith('-') ? -1 : 1
  const sorted = rows.toSorted((a, b) => direction * compare(a.values[key], b.values[key]))
  return {
    rows: sorted.slice(0, limit),
    total: rows.length,
    isTotalExact: !isCut,
    error: stats.some(({ isPercentile }) => isPercentile) ? sketchError : undefined,
  }
}

/** Nothing sorts before everything. */
function compare(a: number | null | undefined, b: number | null | undefined): number {
  const left = a ?? -Infinity
  const right = b ?? -Infinity
  return left === right ? 0 : left - right
}

export function readNames(text: string | undefined): readonly string[] {
  return (text ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
}

import { Refusal } from './refusal.ts'
import type { Sketch } from './sketch.ts'

/** One of the things asked of each group: `p95(duration)`. */
export interface Stat {
  readonly text: string
  readonly measure: Measure
  readonly isPercentile: boolean
  readonly isRate: boolean
  readonly of: (sketch: Sketch, seconds: number) => number | null
}

/** What of a row goes into a sketch: that it is there, that it has a field, or the field's number. */
export interface Measure {
  readonly type: 'row' | 'presence' | 'number'
  readonly field: string
}

type Reduce = Stat['of']

const counting: Readonly<Record<string, Reduce>> = {
  count: ({ count }) => count,
  rate: ({ count }, seconds) => count / seconds,
}

const measuring: Readonly<Record<string, Reduce>> = {
  avg: ({ sum, count }) => (count === 0 ? null : sum / count),
  min: ({ least, count }) => (count === 0 ? null : least),
  max: ({ greatest, count }) => (count === 0 ? null : greatest),
  sum: ({ sum }) => sum,
  p50: (sketch) => sketch.percentile(0.5),
  p75: (sketch) => sketch.percentile(0.75),
  p90: (sketch) => sketch.percentile(0.9),
  p95: (sketch) => sketch.percentile(0.95),
  p99: (sketch) => sketch.percentile(0.99),
}

const STAT = /^([a-z0-9]+)\(\s*([^()]*?)\s*\)$/i

/** `count(), p95(duration)`. */
export function readStats(text: string): readonly Stat[] {
  return splitOutside(text).map(readStat)
}

function readStat(text: string): Stat {
  const match = STAT.exec(text)
  const name = (match?.[1] ?? text).toLowerCase()
  const field = match?.[2] === undefined || match[2] === '' ? undefined : match[2]
  const count = Object.hasOwn(counting, name) ? counting[name] : undefined
  if (count !== undefined) {
    const measure = { type: field === undefined ? 'row' : 'presence', field: field ?? '' } as const
    return { text, measure, isPercentile: false, isRate: name === 'rate', of: count }
  }
  const reduce = Object.hasOwn(measuring, name) ? measuring[name] : undefined
  if (reduce !== undefined && field !== undefined) {
    const measure = { type: 'number', field } as const
    return { text, measure, isPercentile: name.startsWith('p'), isRate: false, of: reduce }
  }
  throw new Refusal({
    code: 'stat',
    message:
      reduce === undefined
        ? `"${text.slice(0, 60)}" is nothing that can be asked of a group.`
        : `${name}() needs a field.`,
    position: undefined,
    fix: `Write count(), rate(), or one of ${Object.keys(measuring).join(', ')} with a field, as in \`p95(duration)\`.`,
  })
}

/** By commas that are not within parentheses. */
function splitOutside(text: string): readonly string[] {
  return text
    .split(/,(?![^(]*\))/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

import { readDuration } from 'protocol'
import type { TelemetryReader } from './telemetry-reader.ts'

/** What `expect` says of a footlight, in Vitest and in Playwright alike. */
export interface FootlightMatchers<R = Promise<void>> {
  /** Nothing was thrown and nothing was found, but what the query allows. */
  readonly toHaveNoIssues: (allowed?: string) => R
  /** So many spans, of databases unless told. */
  readonly toHaveQueries: (limits: QueryLimits) => R
  /** A percentile of the duration of spans, of whole requests and page loads unless told. */
  readonly toBeFasterThan: (limit: string, options?: SpeedOptions) => R
}

export interface QueryLimits {
  readonly max: number
  readonly min?: number
  readonly query?: string
}

export interface SpeedOptions {
  readonly query?: string
  readonly stat?: 'p50' | 'p75' | 'p90' | 'p95' | 'p99' | 'max' | 'avg'
}

interface Verdict {
  readonly pass: boolean
  readonly message: () => string
}

type Matcher<P extends readonly unknown[]> = (
  received: TelemetryReader,
  ...parameters: P
) => Promise<Verdict>

/** Issues named in a message; the others are counted. */
const NAMED = 5

export const footlightMatchers: {
  readonly toHaveNoIssues: Matcher<[allowed?: string]>
  readonly toHaveQueries: Matcher<[limits: QueryLimits]>
  readonly toBeFasterThan: Matcher<[limit: string, options?: SpeedOptions]>
} = {
  toHaveNoIssues: async ({ issues }, allowed) => {
    const found = await issues(allowed === undefined ? '' : `!(${allowed})`)
    const named = found.slice(0, NAMED).map(({ title, culprit, count }) => {
      const place = culprit === undefined ? '' : ` in ${culprit}`
      return `  ${count}x ${title.slice(0, 300)}${place}`
    })
    const more = found.length > NAMED ? [`  and ${found.length - NAMED} more`] : []
    return {
      pass: found.length === 0,
      message: () =>
        found.length === 0
          ? 'Expected issues, and there are none.'
          : ['Expected no issues, and there are:', ...named, ...more].join('\n'),
    }
  },

  toHaveQueries: async ({ spans }, { max, min = 0, query = 'op:db*' }) => {
    const found = await spans(query)
    const kinds = new Map<string, number>()
    for (const { name } of found) {
      const kind = name.slice(0, 200).replace(/\d+/g, '?')
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
    }
    const named = [...kinds]
      .toSorted(([, a], [, b]) => b - a)
      .slice(0, NAMED)
      .map(([kind, count]) => `  ${count}x ${kind}`)
    const wanted = min > 0 ? `${min} to ${max}` : `at most ${max}`
    return {
      pass: found.length >= min && found.length <= max,
      message: () =>
        [`Expected ${wanted} spans of ${query}, and there are ${found.length}:`, ...named].join(
          '\n',
        ),
    }
  },

  toBeFasterThan: async ({ stat, spans }, limit, options = {}) => {
    const { query = 'is:segment', stat: name = 'p95' } = options
    const milliseconds = readDuration(limit)
    if (milliseconds === undefined) {
      throw new Error(`"${limit}" is no time. Write "200ms" or "1.5s".`)
    }
    const value = await stat(`${name}(duration)`, query)
    if (value === undefined) {
      return { pass: false, message: () => `No span matches ${query}: nothing was measured.` }
    }
    const slowest = (await spans(query)).toSorted((a, b) => b.duration - a.duration).slice(0, NAMED)
    const named = slowest.map(
      ({ op, name: called, duration }) => `  ${Math.round(duration)} ms ${op} ${called}`,
    )
    return {
      pass: value < milliseconds,
      message: () =>
        [
          `Expected ${name} of ${query} to be below ${limit}, and it is ${Math.round(value)} ms:`,
          ...named,
        ].join('\n'),
    }
  },
}

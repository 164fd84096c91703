import type { TraceSummary } from 'protocol'
import type { QueryVocabulary } from '../../query/suggestion.ts'
import { toSpanTone } from '../../span/span-tone.ts'
import type { SpanTone } from '../../span/span-tone.ts'

export const tracesVocabulary: QueryVocabulary = {
  list: 'traces',
  source: 'spans',
  states: [],
  fields: [
    { key: 'name', words: 'of the trace or any span' },
    {
      key: 'op',
      words: 'what a span does',
      values: ['http.server', 'http.client', 'db', 'pageload'],
    },
    { key: 'duration', words: 'as >200ms' },
    { key: 'status', words: 'ok, error and finer', values: ['ok', 'error', 'not_found'] },
    { key: 'http.request.method', words: '', values: ['GET', 'POST', 'PUT', 'DELETE'] },
    { key: 'http.response.status_code', words: 'as >=400' },
    { key: 'errors', words: 'how many in it' },
    { key: 'spans', words: 'how many in it' },
    { key: 'service', words: 'who took part' },
    { key: 'environment', words: '' },
    { key: 'release', words: '' },
  ],
}

/** Where a trace began. */
export type TraceOrigin = 'Browser' | 'AI' | 'Job' | 'Server'

const origins: Readonly<Partial<Record<SpanTone, TraceOrigin>>> = {
  document: 'Browser',
  ui: 'Browser',
  resource: 'Browser',
  ai: 'AI',
  queue: 'Job',
}

export function toTraceOrigin({ op }: Pick<TraceSummary, 'op'>): TraceOrigin {
  return origins[toSpanTone(op)] ?? 'Server'
}

/** Where a bar of the list ends: the longest trace in sight, but no outlier alone. */
export function toLongest(traces: readonly Pick<TraceSummary, 'duration'>[]): number {
  const durations = traces.map(({ duration }) => duration).toSorted((a, b) => a - b)
  const usual = durations[Math.floor(durations.length * 0.95)] ?? 0
  return Math.max(usual, 1)
}

import type { SpanKind } from '../record/trace.ts'

const KINDS: readonly SpanKind[] = ['internal', 'server', 'client', 'producer', 'consumer']

/** 0 is "unspecified". */
export function toSpanKind(number: number): SpanKind | undefined {
  return KINDS[number - 1]
}

export function toTemporality(number: number): 'delta' | 'cumulative' | undefined {
  if (number === 1) return 'delta'
  return number === 2 ? 'cumulative' : undefined
}

export const STATUS_ERROR = 2

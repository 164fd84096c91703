import type { SpanItem } from 'protocol'
import { isFailed } from '../../span/span-words.ts'

/** A few spans of a trace that tell where in it the error happened. */
export interface ExcerptSpan {
  readonly span: SpanItem
  readonly depth: number
  /** In percent of the trace. */
  readonly start: number
  readonly width: number
  /** The span that the error happened in. */
  readonly isFailing: boolean
}

const LIMIT = 8

/** The way from the root to the failing span, then what stands beside it, longest first. */
export function toTraceExcerpt(
  spans: readonly SpanItem[],
  failingId: string | undefined,
): readonly ExcerptSpan[] {
  const byId = new Map(spans.map((span) => [span.spanId, span]))
  const failing = failingId === undefined ? undefined : byId.get(failingId)
  const way = toWay(byId, failing ?? spans.find(isFailed) ?? spans[0])
  const shown = new Set(way)
  const last = way.at(-1)
  const near = spans
    .filter((span) => !shown.has(span) && isNear(span, last))
    .toSorted((a, b) => b.duration - a.duration)
    .slice(0, Math.max(LIMIT - way.length, 0))
  const all = [...way.slice(-LIMIT), ...near]
  const start = Math.min(...all.map((span) => span.start))
  const end = Math.max(...all.map((span) => span.start + span.duration))
  const length = Math.max(end - start, 0.001)
  const depthOf = (span: SpanItem): number => {
    const at = way.indexOf(span)
    if (at !== -1) return at
    return span.parentSpanId === last?.spanId ? way.length : Math.max(way.length - 1, 0)
  }
  return all
    .toSorted((a, b) => depthOf(a) - depthOf(b) || a.start - b.start)
    .map((span) => ({
      span,
      depth: depthOf(span),
      start: ((span.start - start) / length) * 100,
      width: (span.duration / length) * 100,
      isFailing: span === failing,
    }))
}

/** From the root down to the span. Parents that name one another end it. */
function toWay(
  byId: ReadonlyMap<string, SpanItem>,
  from: SpanItem | undefined,
): readonly SpanItem[] {
  const way: SpanItem[] = []
  const seen = new Set<SpanItem>()
  let span = from
  while (span !== undefined && !seen.has(span)) {
    seen.add(span)
    way.unshift(span)
    span = span.parentSpanId === undefined ? undefined : byId.get(span.parentSpanId)
  }
  return way
}

function isNear(span: SpanItem, failing: SpanItem | undefined): boolean {
  if (failing === undefined || span.parentSpanId === undefined) return false
  return span.parentSpanId === failing.spanId || span.parentSpanId === failing.parentSpanId
}

import type { SpanItem } from 'protocol'

/** A piece of the time that a trace took, and the span whose own work it was. */
export interface PathStep {
  readonly span: SpanItem
  /** From when on, and for how long nothing below it was waited for. */
  readonly start: number
  readonly duration: number
}

/** Steps beyond this are told by nobody. */
const STEP_LIMIT = 500

/** Nor is a chain that is longer: only a broken one is. */
const DEPTH_LIMIT = 500

/**
 * What the trace waited for: from its end back, always the child that ended last. Making anything
 * else faster would change nothing.
 */
export function toCriticalSpans(spans: readonly SpanItem[]): readonly PathStep[] {
  const ids = new Set(spans.map(({ spanId }) => spanId))
  const children = new Map<string, SpanItem[]>()
  let root: SpanItem | undefined
  for (const span of spans) {
    const { parentSpanId } = span
    if (parentSpanId !== undefined && ids.has(parentSpanId) && parentSpanId !== span.spanId) {
      const siblings = children.get(parentSpanId)
      if (siblings) siblings.push(span)
      else children.set(parentSpanId, [span])
    } else if (root === undefined || span.duration > root.duration) root = span
  }
  const steps: PathStep[] = []
  const seen = new Set<string>()
  const walk = (span: SpanItem, until: number, depth: number): void => {
    seen.add(span.spanId)
    let end = Math.min(until, toEnd(span))
    const below = (children.get(span.spanId) ?? []).toSorted((a, b) => toEnd(b) - toEnd(a))
    for (const child of below) {
      if (steps.length >= STEP_LIMIT || depth >= DEPTH_LIMIT) return
      if (seen.has(child.spanId) || child.start >= end || toEnd(child) <= span.start) continue
      const childEnd = Math.min(toEnd(child), end)
      if (end > childEnd) steps.push({ span, start: childEnd, duration: end - childEnd })
      walk(child, childEnd, depth + 1)
      end = Math.max(child.start, span.start)
    }
    if (end > span.start) steps.push({ span, start: span.start, duration: end - span.start })
  }
  if (root !== undefined) walk(root, toEnd(root), 0)
  return steps.toReversed()
}

function toEnd({ start, duration }: SpanItem): number {
  return start + duration
}

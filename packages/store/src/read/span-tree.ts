import { toSelfTime } from 'protocol'

/** As much of a span as its place in the trace depends on. */
export interface TimedSpan {
  readonly spanId: string
  readonly parentSpanId: string | undefined
  readonly start: number
  readonly duration: number
  /** What its clock is: spans of one process share one. */
  readonly clock: string
}

export interface SpanTree {
  /** Its duration less the time its children covered. */
  readonly selfTimeOf: (spanId: string) => number
  /** Milliseconds to add to its start, since its clock is out of step; 0 where it is not. */
  readonly shiftOf: (spanId: string) => number
  /** Parents that are named and never came. */
  readonly missing: readonly string[]
}

/**
 * How spans hang together. A parent named in a circle counts as missing. A process whose work
 * begins before it was called has a clock that is slow: all its spans below the call are moved
 * together, so that the call lies in the middle of its caller.
 */
export function toSpanTree(spans: readonly TimedSpan[]): SpanTree {
  const byId = new Map(spans.map((span) => [span.spanId, span]))
  const children = new Map<string, TimedSpan[]>()
  const missing = new Set<string>()
  const roots: TimedSpan[] = []
  for (const span of spans) {
    const { parentSpanId } = span
    const parent = parentSpanId === undefined ? undefined : byId.get(parentSpanId)
    if (parent === undefined || parent === span) {
      if (parentSpanId !== undefined) missing.add(parentSpanId)
      roots.push(span)
      continue
    }
    const siblings = children.get(parent.spanId)
    if (siblings) siblings.push(span)
    else children.set(parent.spanId, [span])
  }

  const shifts = new Map<string, number>()
  const pending = roots.map((span) => ({ span, shift: 0 }))
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { span, shift } = next
    if (shifts.has(span.spanId)) continue
    shifts.set(span.spanId, shift)
    for (const child of children.get(span.spanId) ?? []) {
      pending.push({ span: child, shift: toShift(span, shift, child) })
    }
  }

  const shiftOf = (spanId: string): number => shifts.get(spanId) ?? 0
  return {
    shiftOf,
    selfTimeOf: (spanId) => {
      const span = byId.get(spanId)
      if (span === undefined) return 0
      const inner = (children.get(spanId) ?? []).map((child) => ({
        start: child.start + shiftOf(child.spanId) - shiftOf(spanId),
        duration: child.duration,
      }))
      return toSelfTime(span, inner)
    },
    missing: [...missing],
  }
}

function toShift(parent: TimedSpan, parentShift: number, child: TimedSpan): number {
  if (parent.clock === child.clock) return parentShift
  const parentStart = parent.start + parentShift
  if (child.start >= parentStart) return 0
  // The way there took as long as the way back, for all we know.
  const slack = Math.max(parent.duration - child.duration, 0) / 2
  return parentStart + slack - child.start
}

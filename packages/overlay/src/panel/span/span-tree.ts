import type { SpanItem } from 'protocol'

/** As much of a span as its place among others depends on. */
export type TreeSpan = Pick<
  SpanItem,
  | 'spanId'
  | 'parentSpanId'
  | 'op'
  | 'name'
  | 'start'
  | 'duration'
  | 'selfTime'
  | 'status'
  | 'attributes'
>

/** A span among its own. */
export interface SpanNode {
  readonly span: TreeSpan
  readonly parent: SpanNode | undefined
  readonly children: SpanNode[]
  readonly depth: number
}

export function toEnd({ start, duration }: Pick<SpanItem, 'start' | 'duration'>): number {
  return start + duration
}

/**
 * Spans below their parents, each list in order of time. One whose parent never came stands at the
 * top; so does one of spans that name each other as parents.
 */
export function toSpanRoots(spans: readonly TreeSpan[]): readonly SpanNode[] {
  const inTime = spans.toSorted((a, b) => a.start - b.start || b.duration - a.duration)
  const known = new Set(inTime.map(({ spanId }) => spanId))
  const below = new Map<string, TreeSpan[]>()
  const tops: TreeSpan[] = []
  for (const span of inTime) {
    const { parentSpanId } = span
    if (parentSpanId === undefined || !known.has(parentSpanId) || parentSpanId === span.spanId) {
      tops.push(span)
      continue
    }
    const siblings = below.get(parentSpanId)
    if (siblings === undefined) below.set(parentSpanId, [span])
    else siblings.push(span)
  }
  const placed = new Set<string>()
  const roots = tops.map((span) => grow(span, below, placed))
  // Only spans in a circle are left.
  for (const span of inTime) {
    if (!placed.has(span.spanId)) roots.push(grow(span, below, placed))
  }
  return roots
}

/** A loop instead of recursion: telemetry may be nested ten thousand levels deep. */
function grow(
  top: TreeSpan,
  below: ReadonlyMap<string, readonly TreeSpan[]>,
  placed: Set<string>,
): SpanNode {
  const root: SpanNode = { span: top, parent: undefined, children: [], depth: 0 }
  placed.add(top.spanId)
  const open = [root]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const span of below.get(node.span.spanId) ?? []) {
      if (placed.has(span.spanId)) continue
      placed.add(span.spanId)
      const child: SpanNode = { span, parent: node, children: [], depth: node.depth + 1 }
      node.children.push(child)
      open.push(child)
    }
  }
  return root
}

/** Every node below the roots, parents before children. */
export function* walkSpans(roots: readonly SpanNode[]): Generator<SpanNode> {
  const open = [...roots].toReversed()
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    yield node
    for (let index = node.children.length - 1; index >= 0; index--) {
      const child = node.children[index]
      if (child !== undefined) open.push(child)
    }
  }
}

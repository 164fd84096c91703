import { toSelfTime } from 'protocol'
import type { Attributes, SpanItem } from 'protocol'

/** As much of a span as its place among others depends on, and its row. */
export interface TreeSpan extends Pick<
  SpanItem,
  'spanId' | 'parentSpanId' | 'op' | 'name' | 'start' | 'duration' | 'status'
> {
  readonly attributes: Attributes | undefined
}

/** A span among its own. */
export interface SpanNode {
  readonly span: TreeSpan
  readonly parent: SpanNode | undefined
  readonly children: readonly SpanNode[]
  readonly depth: number
}

export function toEnd({ start, duration }: Pick<SpanItem, 'start' | 'duration'>): number {
  return start + duration
}

/** What it took beside those it called. */
export function toOwnTime({ span, children }: SpanNode): number {
  return toSelfTime(
    span,
    children.map((child) => child.span),
  )
}

interface GrowingNode extends SpanNode {
  parent: GrowingNode | undefined
  children: GrowingNode[]
  depth: number
}

/**
 * Spans below their parents, each list in order of time. One whose parent never came stands at the
 * top; so does one of spans that name each other as parents.
 */
export function toSpanRoots(spans: readonly TreeSpan[]): readonly SpanNode[] {
  const nodes = new Map<string, GrowingNode>()
  for (const span of toOrdered(spans)) {
    if (nodes.has(span.spanId)) continue
    nodes.set(span.spanId, { span, parent: undefined, children: [], depth: -1 })
  }
  const roots: GrowingNode[] = []
  for (const node of nodes.values()) {
    const { spanId, parentSpanId } = node.span
    const parent = parentSpanId === undefined ? undefined : nodes.get(parentSpanId)
    if (parent === undefined || parentSpanId === spanId) {
      roots.push(node)
      continue
    }
    node.parent = parent
    parent.children.push(node)
  }
  let placed = 0
  for (const root of roots) placed += place(root)
  if (placed === nodes.size) return roots
  // Only spans in a circle are left: it is cut before the first of them.
  for (const node of nodes.values()) {
    if (node.depth !== -1) continue
    const { parent } = node
    if (parent !== undefined) parent.children = parent.children.filter((child) => child !== node)
    node.parent = undefined
    roots.push(node)
    place(node)
  }
  return roots
}

/** By time, of equal ones the longer first. Mostly they are: sorting takes longer than looking. */
function toOrdered(spans: readonly TreeSpan[]): readonly TreeSpan[] {
  const isOrdered = spans.every((span, at) => {
    const before = spans[at - 1]
    return before === undefined || compare(before, span) <= 0
  })
  return isOrdered ? spans : spans.toSorted(compare)
}

function compare(a: TreeSpan, b: TreeSpan): number {
  return a.start - b.start || b.duration - a.duration
}

/** How many there are. A loop instead of recursion: telemetry may be nested ten thousand levels deep. */
function place(root: GrowingNode): number {
  root.depth = 0
  let count = 0
  const open = [root]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    count++
    for (const child of node.children) {
      child.depth = node.depth + 1
      open.push(child)
    }
  }
  return count
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

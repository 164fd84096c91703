import { toEnd } from './span-tree.ts'
import type { SpanNode } from './span-tree.ts'

/** From when to when a span alone kept the trace from being done. */
export type Stretch = readonly [from: number, to: number]

export type CriticalPath = ReadonlyMap<string, readonly Stretch[]>

/**
 * What the trace waited for: from its end backwards, always into the child that ended last before.
 * Shortening anything else makes nothing faster.
 */
export function toCriticalPath(root: SpanNode | undefined): CriticalPath {
  const path = new Map<string, Stretch[]>()
  if (root === undefined) return path
  const open = [{ node: root, until: toEnd(root.span) }]
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    const { node, until } = step
    const stretches: Stretch[] = []
    let at = until
    const lastFirst = node.children.toSorted((a, b) => toEnd(b.span) - toEnd(a.span))
    for (const child of lastFirst) {
      const end = Math.min(toEnd(child.span), at)
      if (end <= child.span.start || child.span.start >= at) continue
      if (end < at) stretches.push([end, at])
      open.push({ node: child, until: end })
      at = Math.max(child.span.start, node.span.start)
    }
    if (at > node.span.start) stretches.push([node.span.start, at])
    path.set(node.span.spanId, stretches)
  }
  return path
}

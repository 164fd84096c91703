import type { EventItem } from 'protocol'
import { toEnd } from './span-tree.ts'
import type { SpanNode } from './span-tree.ts'
import { toSameness } from './span-words.ts'

/** One line of the waterfall. */
export type TraceRow = SpanRow | FoldRow | ErrorRow | GapRow

interface RowBase {
  readonly key: string
  readonly depth: number
}

export interface SpanRow extends RowBase {
  readonly type: 'span'
  readonly node: SpanNode
  /** `undefined`: there is nothing to open. */
  readonly isOpen: boolean | undefined
}

/** Siblings that do the same, as one. */
export interface FoldRow extends RowBase {
  readonly type: 'fold'
  readonly nodes: readonly SpanNode[]
  readonly isOpen: boolean
  readonly total: number
}

export interface ErrorRow extends RowBase {
  readonly type: 'error'
  readonly event: EventItem
}

/** A while in which nothing is known of a span that has children. */
export interface GapRow extends RowBase {
  readonly type: 'gap'
  readonly start: number
  readonly duration: number
}

export interface RowOptions {
  readonly errors: readonly EventItem[]
  /** Rows whose usual state was turned around: spans are open, folds closed. */
  readonly toggled: ReadonlySet<string>
  /** Of the whole trace. */
  readonly duration: number
}

/** So many siblings that do the same are one row. */
const FOLD_FROM = 5

/** A gap is told when it is a good part of the trace, and long enough to be felt. */
const GAP_SHARE = 0.08
const GAP_LENGTH = 5

export function toTraceRows(roots: readonly SpanNode[], options: RowOptions): readonly TraceRow[] {
  const { toggled, duration } = options
  const rows: TraceRow[] = []
  const errors = toErrorsBySpan(roots, options.errors)
  const open: (() => void)[] = []
  const longGap = Math.max(duration * GAP_SHARE, GAP_LENGTH)

  const addSpan = (node: SpanNode, depth: number): void => {
    const { spanId } = node.span
    const own = errors.get(spanId) ?? []
    const hasMore = node.children.length > 0 || own.length > 0
    const isOpen = hasMore ? !toggled.has(spanId) : undefined
    rows.push({ type: 'span', key: spanId, depth, node, isOpen })
    if (isOpen !== true) return
    for (const event of own) rows.push({ type: 'error', key: event.id, depth: depth + 1, event })
    addChildren(node, depth + 1)
  }

  const addFold = (nodes: readonly SpanNode[], depth: number): void => {
    const key = `fold-${nodes[0]?.span.spanId ?? ''}`
    const isOpen = toggled.has(key)
    const total = nodes.reduce((sum, { span }) => sum + span.duration, 0)
    rows.push({ type: 'fold', key, depth, nodes, isOpen, total })
    if (isOpen) for (const node of nodes.toReversed()) open.push(() => addSpan(node, depth + 1))
  }

  const addChildren = (node: SpanNode, depth: number): void => {
    const steps: (() => void)[] = []
    let covered = node.span.start
    for (const nodes of toFolds(node.children)) {
      const [first] = nodes
      if (first === undefined) continue
      const gap = first.span.start - covered
      if (gap >= longGap && covered > node.span.start) {
        const start = covered
        const key = `gap-${first.span.spanId}`
        steps.push(() => rows.push({ type: 'gap', key, depth, start, duration: gap }))
      }
      steps.push(nodes.length > 1 ? () => addFold(nodes, depth) : () => addSpan(first, depth))
      covered = nodes.reduce((end, { span }) => Math.max(end, toEnd(span)), covered)
    }
    // A stack instead of recursion: what was added last is done first.
    for (const step of steps.toReversed()) open.push(step)
  }

  for (const root of roots.toReversed()) open.push(() => addSpan(root, 0))
  for (let step = open.pop(); step !== undefined; step = open.pop()) step()
  for (const event of errors.get('') ?? []) {
    rows.push({ type: 'error', key: event.id, depth: 0, event })
  }
  return rows
}

/** Runs of the same, where there are enough; everything else alone. Order of time is kept. */
function toFolds(children: readonly SpanNode[]): readonly (readonly SpanNode[])[] {
  if (children.length < FOLD_FROM) return children.map((child) => [child])
  const groups = new Map<string, SpanNode[]>()
  for (const child of children) {
    const sameness = toSameness(child.span)
    const group = groups.get(sameness)
    if (group === undefined) groups.set(sameness, [child])
    else group.push(child)
  }
  const folds: (readonly SpanNode[])[] = []
  for (const group of groups.values()) {
    if (group.length >= FOLD_FROM) folds.push(group)
    else for (const child of group) folds.push([child])
  }
  return folds.toSorted((a, b) => (a[0]?.span.start ?? 0) - (b[0]?.span.start ?? 0))
}

/** Errors by the span they happened in; under `''` those whose span is not here. */
function toErrorsBySpan(
  roots: readonly SpanNode[],
  events: readonly EventItem[],
): ReadonlyMap<string, readonly EventItem[]> {
  const bySpan = new Map<string, EventItem[]>()
  if (events.length === 0) return bySpan
  const known = new Set<string>()
  const open = [...roots]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    known.add(node.span.spanId)
    for (const child of node.children) open.push(child)
  }
  for (const event of events) {
    const place = event.spanId !== undefined && known.has(event.spanId) ? event.spanId : ''
    bySpan.set(place, [...(bySpan.get(place) ?? []), event])
  }
  return bySpan
}

/** What has to be turned around so that a span can be seen: closed parents, and the fold it is in. */
export function toKeysAbove(
  node: SpanNode,
  rows: readonly TraceRow[],
  toggled: ReadonlySet<string>,
): readonly string[] {
  const keys: string[] = []
  for (let above = node.parent; above !== undefined; above = above.parent) {
    if (toggled.has(above.span.spanId)) keys.push(above.span.spanId)
  }
  const lineage = new Set<SpanNode>()
  for (let each: SpanNode | undefined = node; each !== undefined; each = each.parent)
    lineage.add(each)
  for (const row of rows) {
    if (row.type === 'fold' && !row.isOpen && row.nodes.some((each) => lineage.has(each))) {
      keys.push(row.key)
    }
  }
  return keys
}

import type { SpanItem } from 'protocol'

/** A row of a trace as it is told: a span, or a run of spans that are alike. */
export interface OutlineRow {
  readonly span: SpanItem
  readonly depth: number
  /** How many siblings of the same kind it stands for. */
  readonly repeats: number
  /** What they took together. */
  readonly total: number
  /** Spans below it that are not told. */
  readonly hidden: number
}

interface Node {
  readonly span: SpanItem
  readonly repeats: number
  readonly total: number
  readonly children: readonly Node[]
  /** Spans in it and below. */
  readonly size: number
  /** Failing spans come before slow ones. */
  readonly weight: number
}

/** So many siblings of the same kind are told as one. */
const ALIKE = 3

/** A trace deeper than this is cut: only a broken one is. */
const DEPTH_LIMIT = 200

/** The tree of a trace in the order of time, its most telling `most` rows. */
export function toTraceOutline(
  spans: readonly SpanItem[],
  most: number,
  rootId?: string,
): readonly OutlineRow[] {
  const roots = toNodes(spans, rootId)
  const chosen = choose(roots, most)
  const rows: OutlineRow[] = []
  const visit = (node: Node, depth: number): number => {
    const at = rows.length
    const { span, repeats, total, children } = node
    rows.push({ span, depth, repeats, total, hidden: 0 })
    let shown = repeats
    for (const child of children) if (chosen.has(child)) shown += visit(child, depth + 1)
    rows[at] = { span, depth, repeats, total, hidden: node.size - shown }
    return node.size
  }
  for (const root of roots) if (chosen.has(root)) visit(root, 0)
  return rows
}

/** From the top, always the row that says most: a row's parents are there before it. */
function choose(roots: readonly Node[], most: number): ReadonlySet<Node> {
  const chosen = new Set<Node>()
  const open = [...roots]
  while (chosen.size < most && open.length > 0) {
    let best = 0
    for (let at = 1; at < open.length; at++) {
      if ((open[at]?.weight ?? 0) > (open[best]?.weight ?? 0)) best = at
    }
    const [node] = open.splice(best, 1)
    if (node === undefined) break
    chosen.add(node)
    open.push(...node.children)
  }
  return chosen
}

function toNodes(spans: readonly SpanItem[], rootId: string | undefined): readonly Node[] {
  const byId = new Map(spans.map((span) => [span.spanId, span]))
  const children = new Map<string, SpanItem[]>()
  const roots: SpanItem[] = []
  for (const span of byId.values()) {
    const { parentSpanId } = span
    if (parentSpanId === undefined || parentSpanId === span.spanId || !byId.has(parentSpanId)) {
      roots.push(span)
      continue
    }
    const siblings = children.get(parentSpanId)
    if (siblings) siblings.push(span)
    else children.set(parentSpanId, [span])
  }
  const chosen =
    rootId === undefined
      ? undefined
      : [...byId.values()].filter((span) => span.spanId.startsWith(rootId)).slice(0, 1)
  const seen = new Set<string>()
  const build = (span: SpanItem, depth: number): Node => {
    seen.add(span.spanId)
    const below = (depth < DEPTH_LIMIT ? (children.get(span.spanId) ?? []) : []).filter(
      ({ spanId }) => !seen.has(spanId),
    )
    const nodes = merge(below.map((child) => build(child, depth + 1)))
    const size = nodes.reduce((sum, node) => sum + node.size, 1)
    const own = isFailed(span) ? Infinity : span.duration
    const weight = nodes.reduce((greatest, node) => Math.max(greatest, node.weight), own)
    return { span, repeats: 1, total: span.duration, children: nodes, size, weight }
  }
  const nodes = (chosen ?? roots).map((span) => build(span, 0))
  // Parents that go in a circle have no root: each is shown where it comes first.
  if (chosen === undefined) {
    for (const span of byId.values()) if (!seen.has(span.spanId)) nodes.push(build(span, 0))
  }
  return nodes.toSorted((a, b) => a.span.start - b.span.start)
}

function isFailed({ status }: SpanItem): boolean {
  return status !== undefined && status !== 'ok' && status !== 'cancelled'
}

/** Leaves of the same kind become one node: a loop of queries is one thing to say. */
function merge(nodes: readonly Node[]): readonly Node[] {
  const sorted = nodes.toSorted((a, b) => a.span.start - b.span.start)
  const groups = new Map<string, Node[]>()
  for (const node of sorted) {
    const key =
      node.children.length > 0 || isFailed(node.span) ? node.span.spanId : toKind(node.span)
    const group = groups.get(key)
    if (group) group.push(node)
    else groups.set(key, [node])
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (first === undefined || group.length < ALIKE) return group
    const total = group.reduce((sum, { span }) => sum + span.duration, 0)
    return [{ ...first, repeats: group.length, total, size: group.length, weight: total }]
  })
}

/** Values in a name are what differs between turns of a loop. */
function toKind({ op, name }: SpanItem): string {
  return `${op} ${name.slice(0, 200).replace(/\d+/g, '?')}`
}

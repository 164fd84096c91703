import type { EventItem, LogItem } from 'protocol'
import { toEnd, walkSpans } from './span-tree.ts'
import type { SpanNode, TreeSpan } from './span-tree.ts'
import { toSameness } from './span-words.ts'

/** One line of a tree of spans. */
export type SpanTreeRow = SpanRow | FoldRow | ErrorMarkRow | LogMarkRow | LogFoldRow | GapRow

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

export interface ErrorMarkRow extends RowBase {
  readonly type: 'error'
  readonly event: EventItem
}

export interface LogMarkRow extends RowBase {
  readonly type: 'log'
  readonly log: LogItem
}

/** Lines of one level that one span wrote, as one. */
export interface LogFoldRow extends RowBase {
  readonly type: 'logs'
  readonly logs: readonly LogItem[]
  readonly isOpen: boolean
}

/** A while in which nothing is known of a span that has children. */
export interface GapRow extends RowBase {
  readonly type: 'gap'
  readonly start: number
  readonly duration: number
}

export interface RowOptions {
  readonly errors: readonly EventItem[]
  readonly logs?: readonly LogItem[]
  /** Rows whose usual state was turned around: spans are open, folds closed. */
  readonly toggled: ReadonlySet<string>
  /** Of the whole; gaps are told when they are a good part of it. */
  readonly duration: number
  /** Equal for siblings that may be one row. */
  readonly toSameness?: (span: TreeSpan) => string
}

/** So many siblings that do the same are one row. */
const FOLD_FROM = 5

/** A gap is told when it is a good part of the trace, and long enough to be felt. */
const GAP_SHARE = 0.08
const GAP_LENGTH = 5

/** A moment among spans. */
type Mark = ErrorMark | LogMark

interface ErrorMark {
  readonly type: 'error'
  readonly time: number
  readonly event: EventItem
}

interface LogMark {
  readonly type: 'log'
  readonly time: number
  readonly log: LogItem
}

type Marks = readonly [Mark, ...Mark[]]

/** What is still to be made a row: done in turn, so that no depth is too deep. */
type Step = SpanStep | FoldStep | GapStep | MarksStep

interface StepBase {
  readonly time: number
  readonly depth: number
}

interface SpanStep extends StepBase {
  readonly type: 'span'
  readonly node: SpanNode
}

interface FoldStep extends StepBase {
  readonly type: 'fold'
  readonly nodes: readonly SpanNode[]
}

interface GapStep extends StepBase {
  readonly type: 'gap'
  readonly end: number
  /** The span that ends it. */
  readonly spanId: string
}

interface MarksStep extends StepBase {
  readonly type: 'marks'
  readonly marks: Marks
}

export function toSpanRows(
  roots: readonly SpanNode[],
  options: RowOptions,
): readonly SpanTreeRow[] {
  const { toggled, duration } = options
  const rows: SpanTreeRow[] = []
  const marks = toMarksBySpan(roots, options)
  /** A stack instead of recursion: what was added last is done first. */
  const open: Step[] = []
  const longGap = Math.max(duration * GAP_SHARE, GAP_LENGTH)

  const addMark = (mark: Mark, depth: number): void => {
    if (mark.type === 'error') rows.push({ ...mark, key: mark.event.id, depth })
    else rows.push({ ...mark, key: `log-${mark.log.id}`, depth })
  }

  const addMarks = (marked: Marks, depth: number): void => {
    const [first] = marked
    if (marked.length === 1) {
      addMark(first, depth)
      return
    }
    const logs = marked.flatMap((mark) => (mark.type === 'log' ? [mark.log] : []))
    const key = `logs-${logs[0]?.id ?? ''}`
    const isOpen = toggled.has(key)
    rows.push({ type: 'logs', key, depth, logs, isOpen })
    if (isOpen) for (const mark of marked) addMark(mark, depth + 1)
  }

  const plan = (steps: readonly Step[], above: readonly Mark[], depth: number): void => {
    const all = toMarkFolds(above).map((fold): Step => ({
      type: 'marks',
      time: fold[0].time,
      depth,
      marks: fold,
    }))
    const inTime = all.length === 0 ? steps : [...steps, ...all].toSorted((a, b) => a.time - b.time)
    for (let at = inTime.length - 1; at >= 0; at--) {
      const step = inTime[at]
      if (step !== undefined) open.push(step)
    }
  }

  const addSpan = (node: SpanNode, depth: number): void => {
    const { spanId } = node.span
    const own = marks.get(spanId) ?? noMarks
    const hasMore = node.children.length > 0 || own.length > 0
    const isOpen = hasMore ? !toggled.has(spanId) : undefined
    rows.push({ type: 'span', key: spanId, depth, node, isOpen })
    if (isOpen !== true) return
    const steps = toFolds(node.children, depth + 1, options.toSameness ?? toSameness)
    plan(withGaps(steps, node, longGap), own, depth + 1)
  }

  const addFold = (nodes: readonly SpanNode[], depth: number): void => {
    const key = `fold-${nodes[0]?.span.spanId ?? ''}`
    const isOpen = toggled.has(key)
    const total = nodes.reduce((sum, { span }) => sum + span.duration, 0)
    rows.push({ type: 'fold', key, depth, nodes, isOpen, total })
    if (isOpen) plan(toSpanSteps(nodes, depth + 1), noMarks, depth + 1)
  }

  plan(toSpanSteps(roots, 0), marks.get('') ?? noMarks, 0)
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    const { depth } = step
    if (step.type === 'span') addSpan(step.node, depth)
    else if (step.type === 'fold') addFold(step.nodes, depth)
    else if (step.type === 'marks') addMarks(step.marks, depth)
    else {
      const { time: start, end, spanId } = step
      rows.push({ type: 'gap', key: `gap-${spanId}`, depth, start, duration: end - start })
    }
  }
  return rows
}

const noMarks: readonly Mark[] = []

function toSpanStep(node: SpanNode, depth: number): SpanStep {
  return { type: 'span', time: node.span.start, depth, node }
}

function toSpanSteps(nodes: readonly SpanNode[], depth: number): readonly SpanStep[] {
  return nodes.map((node) => toSpanStep(node, depth))
}

/** Between what a span did, where it is long that nothing is known of it. */
function withGaps(
  steps: readonly (SpanStep | FoldStep)[],
  { span }: SpanNode,
  longGap: number,
): readonly Step[] {
  const all: Step[] = []
  let covered = span.start
  for (const step of steps) {
    const { time, depth } = step
    if (time - covered >= longGap && covered > span.start) {
      const first = step.type === 'span' ? step.node : step.nodes[0]
      const spanId = first?.span.spanId ?? ''
      all.push({ type: 'gap', time: covered, depth, end: time, spanId })
    }
    all.push(step)
    if (step.type === 'span') covered = Math.max(covered, toEnd(step.node.span))
    else for (const node of step.nodes) covered = Math.max(covered, toEnd(node.span))
  }
  return all
}

/** Runs of the same, where there are enough; everything else alone. Order of time is kept. */
function toFolds(
  children: readonly SpanNode[],
  depth: number,
  sameness: (span: TreeSpan) => string,
): readonly (SpanStep | FoldStep)[] {
  if (children.length < FOLD_FROM) return toSpanSteps(children, depth)
  const groups = new Map<string, SpanNode[]>()
  let most = 0
  for (const child of children) {
    const key = sameness(child.span)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [child])
    else most = Math.max(most, group.push(child))
  }
  if (most < FOLD_FROM) return toSpanSteps(children, depth)
  const folds: (SpanStep | FoldStep)[] = []
  for (const nodes of groups.values()) {
    if (nodes.length < FOLD_FROM) for (const node of nodes) folds.push(toSpanStep(node, depth))
    else folds.push({ type: 'fold', time: nodes[0]?.span.start ?? 0, depth, nodes })
  }
  return folds.toSorted((a, b) => a.time - b.time)
}

/** Marks by themselves, and lines of one level together where there are many. */
function toMarkFolds(marks: readonly Mark[]): readonly Marks[] {
  if (marks.length < FOLD_FROM) return marks.map((mark): Marks => [mark])
  const folds: [Mark, ...Mark[]][] = []
  const byLevel = new Map<string, [Mark, ...Mark[]]>()
  for (const mark of marks) {
    const known = mark.type === 'log' ? byLevel.get(mark.log.level) : undefined
    if (known !== undefined) {
      known.push(mark)
      continue
    }
    const fold: [Mark, ...Mark[]] = [mark]
    folds.push(fold)
    if (mark.type === 'log') byLevel.set(mark.log.level, fold)
  }
  return folds.flatMap((fold): readonly Marks[] =>
    fold.length >= FOLD_FROM ? [fold] : fold.map((mark): Marks => [mark]),
  )
}

/** What happened in which span; under `''` where the span is not here. */
function toMarksBySpan(
  roots: readonly SpanNode[],
  { errors, logs = [] }: RowOptions,
): ReadonlyMap<string, readonly Mark[]> {
  const bySpan = new Map<string, Mark[]>()
  if (errors.length + logs.length === 0) return bySpan
  const known = new Set<string>()
  for (const { span } of walkSpans(roots)) known.add(span.spanId)
  const put = (spanId: string | undefined, mark: Mark): void => {
    const place = spanId !== undefined && known.has(spanId) ? spanId : ''
    const marks = bySpan.get(place)
    if (marks === undefined) bySpan.set(place, [mark])
    else marks.push(mark)
  }
  for (const event of errors) put(event.spanId, { type: 'error', time: event.time, event })
  for (const log of logs) put(log.spanId, { type: 'log', time: log.time, log })
  return bySpan
}

/** What has to be turned around so that a span can be seen: closed parents, and the fold it is in. */
export function toKeysAbove(
  node: SpanNode,
  rows: readonly SpanTreeRow[],
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

import type { SpanRecord, TraceSampling } from 'protocol'
import type { Database, SqlRow } from '../driver/database.ts'
import { readWritten } from '../written-json.ts'

/** What is known of a trace as a whole, kept up while its pieces arrive in any order. */
interface TraceSummary {
  readonly no: number
  readonly traceId: string
  isNew: boolean
  isDirty: boolean
  start: number
  end: number
  name: string
  op: string
  status: string | null
  root: string | null
  rootRank: number
  rootStart: number
  spanCount: number
  errorCount: number
  logCount: number
  receivedAt: number
  /** The first that told of it: a trace of a page begins there. */
  tab: string | null
  sampling: TraceSampling | null
  readonly scopes: Set<number>
}

export interface Traces {
  /** The number of a trace, given out when it is first heard of. What is added next came then. */
  readonly numberOf: (traceId: string, time: number, receivedAt: number) => number
  readonly addSpan: (traceId: string, span: SpanRecord, scope: number) => void
  readonly addError: (traceId: string, time: number, scope: number) => void
  readonly addLog: (traceId: string, time: number, scope: number) => void
  readonly removeLog: (traceId: string) => void
  readonly addTab: (traceId: string, tab: string) => void
  /** Whether nobody had told it before: the whole of a trace says the same. */
  readonly addSampling: (traceId: string, sampling: TraceSampling) => boolean
  readonly flush: () => void
}

/** Traces that pieces still arrive for. A forgotten one is read back from its row. */
const CACHE_LIMIT = 20_000

/** Ours have 32 digits. */
const TAB_LIMIT = 100

export function createTraces(database: Database): Traces {
  const cache = new Map<string, TraceSummary>()
  const dirty = new Set<TraceSummary>()
  let last = Number(database.get('SELECT max(no) AS no FROM trace', [])?.['no'] ?? 0)
  let receivedAt = 0
  const find = database.prepare('SELECT * FROM trace WHERE trace_id = ?')
  const insert = database.prepare(
    `INSERT INTO trace (no, trace_id, start, end, name, op, status, root, root_rank, span_count,
      error_count, log_count, scopes, received_at, tab, sampling)
      VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`,
  )
  const update = database.prepare(
    `UPDATE trace SET start=?, end=?, name=?, op=?, status=?, root=?, root_rank=?, span_count=?,
      error_count=?, log_count=?, scopes=?, received_at=?, tab=?, sampling=? WHERE no=?`,
  )

  const summaryOf = (traceId: string, time: number): TraceSummary => {
    let summary = cache.get(traceId)
    if (summary !== undefined) return summary
    const row = find.get([traceId])
    summary = row ? fromRow(row) : newSummary(++last, traceId, time, receivedAt)
    cache.set(traceId, summary)
    // Its number is given out: it must be written even if nothing more is said of it.
    if (summary.isNew) dirty.add(summary)
    return summary
  }

  const touch = (summary: TraceSummary, start: number, end: number, scope: number): void => {
    if (start < summary.start) summary.start = start
    if (end > summary.end) summary.end = end
    summary.scopes.add(scope)
    summary.receivedAt = receivedAt
    if (!summary.isDirty) {
      summary.isDirty = true
      dirty.add(summary)
    }
  }

  return {
    numberOf: (traceId, time, at) => {
      receivedAt = at
      return summaryOf(traceId, time).no
    },
    addSpan: (traceId, span, scope) => {
      const summary = summaryOf(traceId, span.time)
      touch(summary, span.time, span.time + span.duration, scope)
      summary.spanCount++
      const rank = toRootRank(span)
      const isBetter =
        rank > summary.rootRank || (rank === summary.rootRank && span.time < summary.rootStart)
      if (!isBetter) return
      summary.rootRank = rank
      summary.rootStart = span.time
      summary.name = span.name
      summary.op = span.op
      summary.status = span.status ?? null
      summary.root = span.spanId
    },
    addError: (traceId, time, scope) => {
      const summary = summaryOf(traceId, time)
      touch(summary, time, time, scope)
      summary.errorCount++
    },
    addLog: (traceId, time, scope) => {
      const summary = summaryOf(traceId, time)
      touch(summary, time, time, scope)
      summary.logCount++
    },
    removeLog: (traceId) => {
      const summary = summaryOf(traceId, 0)
      summary.logCount--
      dirty.add(summary)
    },
    addTab: (traceId, tab) => {
      const summary = summaryOf(traceId, 0)
      if (summary.tab !== null) return
      summary.tab = tab.slice(0, TAB_LIMIT)
      dirty.add(summary)
    },
    addSampling: (traceId, sampling) => {
      const summary = summaryOf(traceId, 0)
      if (summary.sampling !== null) return false
      summary.sampling = sampling
      dirty.add(summary)
      return true
    },
    flush: () => {
      for (const summary of dirty) {
        const { start, end, name, op, status, root, rootRank, spanCount, errorCount, logCount } =
          summary
        const values = [
          start,
          end,
          name,
          op,
          status,
          root,
          rootRank,
          spanCount,
          errorCount,
          logCount,
          JSON.stringify([...summary.scopes]),
          summary.receivedAt,
          summary.tab,
          summary.sampling === null ? null : JSON.stringify(summary.sampling),
        ]
        if (summary.isNew) insert.run([summary.no, summary.traceId, ...values])
        else update.run([...values, summary.no])
        summary.isNew = false
        summary.isDirty = false
      }
      dirty.clear()
      if (cache.size > CACHE_LIMIT) cache.clear()
    },
  }
}

/** Which span speaks for the trace: the head of it, else a segment, else whatever came. */
function toRootRank({ parentSpanId, isSegment }: SpanRecord): number {
  if (parentSpanId === undefined) return isSegment ? 4 : 3
  return isSegment ? 2 : 1
}

function newSummary(no: number, traceId: string, time: number, receivedAt: number): TraceSummary {
  return {
    no,
    traceId,
    isNew: true,
    isDirty: true,
    start: time,
    end: time,
    name: '',
    op: '',
    status: null,
    root: null,
    rootRank: 0,
    rootStart: Infinity,
    spanCount: 0,
    errorCount: 0,
    logCount: 0,
    receivedAt,
    tab: null,
    sampling: null,
    scopes: new Set(),
  }
}

function fromRow(row: SqlRow): TraceSummary {
  return {
    no: Number(row['no']),
    traceId: String(row['trace_id']),
    isNew: false,
    isDirty: false,
    start: Number(row['start']),
    end: Number(row['end']),
    name: String(row['name']),
    op: String(row['op']),
    status: row['status'] === null ? null : String(row['status']),
    root: row['root'] === null ? null : String(row['root']),
    rootRank: Number(row['root_rank']),
    rootStart: Number(row['start']),
    spanCount: Number(row['span_count']),
    errorCount: Number(row['error_count']),
    logCount: Number(row['log_count']),
    receivedAt: Number(row['received_at']),
    tab: row['tab'] === null ? null : String(row['tab']),
    sampling: row['sampling'] === null ? null : readWritten<TraceSampling>(row['sampling']),
    scopes: new Set(readWritten<number[]>(row['scopes'])),
  }
}

import { toCriticalSpans, toTraceOutline } from 'mcp'
import { toDecisionText, toVisibleText } from 'protocol'
import type { SpanItem, TraceDetail } from 'protocol'
import { toCutText } from '../terminal/display-width.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { toBriefDuration } from '../terminal/time-text.ts'
import { toTimeBar } from './time-bar.ts'

export type TraceReportView = 'outline' | 'critical' | 'slowest'

export interface TraceReportOptions {
  readonly view: TraceReportView
  readonly rows: number
}

interface ReportRow {
  readonly span: SpanItem
  readonly depth: number
  readonly start: number
  readonly duration: number
  readonly note: string
}

/** A terminal narrower than this has no room for bars. */
const BAR_FROM = 64
const DURATION_WIDTH = 8

/** A trace for the eye: its spans with bars that show when they ran. */
export function toTraceReport(
  trace: TraceDetail,
  terminal: Terminal,
  { view, rows }: TraceReportOptions,
): readonly string[] {
  const { styles, width } = terminal
  const { name, op, duration, spanCount, errorCount, logCount, services, traceId, sampling } = trace
  const told = toRows(trace, view, rows)
  const bar = width < BAR_FROM ? 0 : Math.min(Math.max(Math.floor(width / 4), 12), 40)
  const fit = (text: string): string => (Number.isFinite(width) ? toCutText(text, width) : text)
  const head = `${toVisibleText(op)} ${toVisibleText(name)}`
  const facts = `${toBriefDuration(duration)}, ${spanCount} spans, ${errorCount} errors, ${logCount} logs, ${toVisibleText(services.join(', '))}`
  return [
    styles.strong(fit(`${traceId.slice(0, 12)}  ${head}`)),
    styles.dim(fit(facts)),
    ...told.map((row) => toRowLine(row, { trace, bar, terminal })),
    ...trace.errors
      .slice(0, 10)
      .map(({ title, issueId }) =>
        styles.bad(fit(`error ${issueId.slice(0, 8)} ${toVisibleText(title)}`)),
      ),
    ...trace.findings
      .slice(0, 10)
      .map(({ title }) => styles.warning(fit(`finding ${toVisibleText(title)}`))),
    ...(sampling === undefined
      ? []
      : [styles.dim(fit(toVisibleText(toDecisionText(sampling, services))))]),
    ...(trace.missing.length > 0
      ? [styles.dim(fit(`${trace.missing.length} spans are named as parents and never came.`))]
      : []),
  ]
}

function toRows(trace: TraceDetail, view: TraceReportView, most: number): readonly ReportRow[] {
  switch (view) {
    case 'outline':
      return toTraceOutline(trace.spans, most).map(({ span, depth, repeats, total, hidden }) => ({
        span,
        depth,
        start: span.start,
        duration: total,
        note: `${repeats > 1 ? `${repeats}x ` : ''}${hidden > 0 ? `[${hidden} below] ` : ''}`,
      }))
    case 'critical':
      return toCriticalSpans(trace.spans)
        .slice(0, most)
        .map(({ span, start, duration }) => ({ span, depth: 0, start, duration, note: '' }))
    case 'slowest':
      return trace.spans
        .toSorted((a, b) => b.selfTime - a.selfTime)
        .slice(0, most)
        .map((span) => ({ span, depth: 0, start: span.start, duration: span.selfTime, note: '' }))
  }
}

function toRowLine(
  { span, depth, start, duration, note }: ReportRow,
  {
    trace,
    bar,
    terminal: { styles, width },
  }: { readonly trace: TraceDetail; readonly bar: number; readonly terminal: Terminal },
): string {
  const isFailed = span.status !== undefined && span.status !== 'ok'
  const took = toBriefDuration(duration).padStart(DURATION_WIDTH)
  const drawn =
    bar === 0
      ? ''
      : ` ${toTimeBar({ start: start - trace.start, duration, whole: trace.duration, columns: bar })}`
  const text = `${' '.repeat(Math.min(depth, 16) * 2)}${note}${toVisibleText(span.op)} ${toVisibleText(span.name.slice(0, 400))}${isFailed ? ` (${toVisibleText(span.status ?? '')})` : ''}`
  const room = width - DURATION_WIDTH - 2 - (bar === 0 ? 0 : bar + 1)
  const shown = Number.isFinite(width) ? toCutText(text, Math.max(room, 8)) : text
  const mark = isFailed ? styles.bad : styles.accent
  return `${styles.dim(took)}${mark(drawn)}  ${isFailed ? styles.bad(shown) : shown}`
}

import { z } from 'zod'
import type { TraceDetail } from 'protocol'
import { toDurationWords, toRounded } from '../answer/moment.ts'
import { toName, toPairsText } from '../answer/quoted.ts'
import type { Room } from '../answer/room.ts'
import { toCriticalSpans } from './critical-path.ts'
import { toShortId } from './short-id.ts'
import { toAttributes } from './span-facts.ts'
import { toTraceOutline } from './trace-outline.ts'
import type { OutlineRow } from './trace-outline.ts'

/** A span of a trace as it is told, or several that are alike. */
export interface TraceRow {
  readonly span_id: string
  readonly depth: number
  readonly op: string
  readonly name: string
  /** After the start of the trace. */
  readonly start_ms: number
  /** Of all, where it stands for several. */
  readonly duration_ms: number
  readonly self_ms: number
  readonly repeats: number
  /** Spans below it that are not told. */
  readonly hidden: number
  readonly status?: string | undefined
  readonly service?: string | undefined
  readonly attributes?: Readonly<Record<string, unknown>> | undefined
}

export const traceRowShape: z.ZodType<TraceRow> = z.object({
  span_id: z.string(),
  depth: z.number(),
  op: z.string(),
  name: z.string(),
  start_ms: z.number().describe('after the start of the trace'),
  duration_ms: z.number().describe('of all, where it stands for several'),
  self_ms: z.number(),
  repeats: z.number(),
  hidden: z.number().describe('spans below it that are not told'),
  status: z.string().optional(),
  service: z.string().optional(),
  attributes: z.record(z.string(), z.unknown()).optional(),
})

export type TraceReading = 'outline' | 'critical_path' | 'slowest'

export const traceViews: readonly [TraceReading, ...TraceReading[]] = [
  'outline',
  'critical_path',
  'slowest',
]

/** Rows of each view where there is room for all. */
const ROW_LIMIT = 40
const SLOWEST_LIMIT = 20

/** A step that took a smaller share of the trace is no reason for anything. */
const NOTABLE = 0.01

export function toTraceRows(
  trace: TraceDetail,
  view: TraceReading,
  root: string | undefined,
  room: Room,
): TraceRow[] {
  if (view === 'critical_path') {
    const steps = toCriticalSpans(trace.spans)
    const notable = steps.filter(({ duration }) => duration >= trace.duration * NOTABLE)
    if (notable.length < steps.length) {
      room.cut(`${steps.length - notable.length} steps of less than a hundredth of it`)
    }
    return room.list(notable, ROW_LIMIT, toMore).map(({ span, start, duration }) =>
      toRow(trace, { span, depth: 0, repeats: 1, total: duration, hidden: 0 }, room, {
        start,
        attributes: 0,
      }),
    )
  }
  if (view === 'slowest') {
    const slowest = trace.spans.toSorted((a, b) => b.selfTime - a.selfTime)
    return room.list(slowest, SLOWEST_LIMIT, toMore).map((span) =>
      toRow(trace, { span, depth: 0, repeats: 1, total: span.duration, hidden: 0 }, room, {
        start: span.start,
        attributes: 2,
      }),
    )
  }
  // The outline chooses what it tells; the list only says how much room there is.
  const most = room.list(trace.spans, ROW_LIMIT, toMore).length
  return toTraceOutline(trace.spans, most, root).map((row, at) =>
    toRow(trace, row, room, {
      start: row.span.start,
      attributes: root !== undefined ? (at === 0 ? 30 : 4) : 0,
    }),
  )
}

function toRow(
  trace: TraceDetail,
  { span, depth, repeats, total, hidden }: OutlineRow,
  room: Room,
  { start, attributes }: { readonly start: number; readonly attributes: number },
): TraceRow {
  return {
    span_id: toShortId(span.spanId),
    depth,
    op: room.text(span.op, 60),
    name: room.text(span.name, 160),
    start_ms: toRounded(start - trace.start),
    duration_ms: toRounded(total),
    self_ms: toRounded(span.selfTime),
    repeats,
    hidden,
    status: toText(span.status, room),
    service: trace.services.length > 1 ? toText(span.service, room) : undefined,
    attributes: attributes === 0 ? undefined : toAttributes(span.attributes, attributes, room),
  }
}

function toText(raw: string | undefined, room: Room): string | undefined {
  return raw === undefined ? undefined : room.text(raw, 60)
}

export function toTraceRowLine(row: TraceRow): string {
  const { span_id, depth, op, name, start_ms, duration_ms, self_ms, repeats, hidden } = row
  const { status, service, attributes } = row
  const failed = status === undefined || status === 'ok' ? '' : ` ${toName(status)}`
  const pairs = attributes === undefined ? '' : toPairsText(attributes)
  return [
    `${'  '.repeat(Math.min(depth, 20))}${span_id} `,
    repeats > 1 ? `${repeats}x ` : '',
    `${toName(op)} ${toName(name)} ${toDurationWords(duration_ms)} (+${toDurationWords(start_ms)}, own ${toDurationWords(self_ms)})`,
    failed,
    service === undefined ? '' : ` ${toName(service)}`,
    hidden > 0 ? ` [${hidden} below]` : '',
    pairs === '' ? '' : `; ${pairs}`,
  ].join('')
}

function toMore(left: number): string {
  return `${left} more spans: \`span_id\` shows what is below one`
}

import { z } from 'zod'
import type { TraceSummary } from 'protocol'
import {
  momentShape,
  toDurationWords,
  toMoment,
  toMomentText,
  toRounded,
} from '../answer/moment.ts'
import type { MomentFacts } from '../answer/moment.ts'
import { toName } from '../answer/quoted.ts'
import type { Room } from '../answer/room.ts'
import { toShortTraceId } from './short-id.ts'

export interface TraceFacts {
  readonly id: string
  readonly name: string
  readonly op: string
  readonly status?: string | undefined
  readonly start: MomentFacts
  readonly duration_ms: number
  readonly spans: number
  readonly errors: number
  readonly logs: number
  readonly services: readonly string[]
}

export const traceShape: z.ZodType<TraceFacts> = z.object({
  id: z.string(),
  name: z.string(),
  op: z.string(),
  status: z.string().optional(),
  start: momentShape,
  duration_ms: z.number(),
  spans: z.number(),
  errors: z.number(),
  logs: z.number(),
  services: z.array(z.string()),
})

export function toTraceFacts(trace: TraceSummary, room: Room, now: number): TraceFacts {
  const { status } = trace
  return {
    id: toShortTraceId(trace.traceId),
    name: room.text(trace.name, 160),
    op: room.text(trace.op, 60),
    status: status === undefined ? undefined : room.text(status, 40),
    start: toMoment(trace.start, now),
    duration_ms: toRounded(trace.duration),
    spans: trace.spanCount,
    errors: trace.errorCount,
    logs: trace.logCount,
    services: trace.services.slice(0, 6).map((name) => room.text(name, 60)),
  }
}

export function toTraceLine(trace: TraceFacts, now: number): string {
  const { id, op, name, status, start, duration_ms, spans, errors, logs, services } = trace
  const failed = status === undefined || status === 'ok' ? '' : ` ${toName(status)}`
  return `${id} ${toName(op)} ${toName(name)} ${toDurationWords(duration_ms)}${failed}, ${spans} spans, ${errors} errors, ${logs} logs, ${toMomentText(start, now)}, ${services.map(toName).join(', ')}`
}

import { z } from 'zod'
import type { Json, SpanItem } from 'protocol'
import {
  momentShape,
  toDurationWords,
  toMoment,
  toMomentText,
  toRounded,
} from '../answer/moment.ts'
import type { MomentFacts } from '../answer/moment.ts'
import { toName, toPairsText } from '../answer/quoted.ts'
import type { Room } from '../answer/room.ts'
import { toShortTraceId } from './short-id.ts'

export interface SpanFacts {
  readonly id: string
  readonly trace_id: string
  readonly op: string
  readonly name: string
  readonly start: MomentFacts
  readonly duration_ms: number
  /** Without the time its children covered. */
  readonly self_ms: number
  readonly status?: string | undefined
  readonly service?: string | undefined
  readonly attributes: Readonly<Record<string, unknown>>
}

export const spanShape: z.ZodType<SpanFacts> = z.object({
  id: z.string(),
  trace_id: z.string(),
  op: z.string(),
  name: z.string(),
  start: momentShape,
  duration_ms: z.number(),
  self_ms: z.number(),
  status: z.string().optional(),
  service: z.string().optional(),
  attributes: z.record(z.string(), z.unknown()),
})

/** `attributes`: how many of them are told. */
export function toSpanFacts(
  span: SpanItem,
  attributes: number,
  room: Room,
  now: number,
): SpanFacts {
  return {
    id: span.spanId,
    trace_id: toShortTraceId(span.traceId),
    op: room.text(span.op, 60),
    name: room.text(span.name, 240),
    start: toMoment(span.start, now),
    duration_ms: toRounded(span.duration),
    self_ms: toRounded(span.selfTime),
    status: span.status === undefined ? undefined : room.text(span.status, 40),
    service: span.service === undefined ? undefined : room.text(span.service, 60),
    attributes: toAttributes(span.attributes, attributes, room),
  }
}

/** What SDKs add to everything says nothing of this one. */
const COMMON = /^(?:sentry\.(?!normalized)|thread\.|telemetry\.|otel\.|process\.|os\.|host\.)/

export function toAttributes(
  attributes: Readonly<Record<string, Json>>,
  most: number,
  room: Room,
): Readonly<Record<string, Json>> {
  const own = Object.entries(attributes).filter(([name]) => !COMMON.test(name))
  const shown = room.list(own, most, () => 'attributes: get_trace with the `span_id`')
  return Object.fromEntries(
    shown.map(([name, value]) => [room.text(name, 80), room.value(name, value, 160)]),
  )
}

export function toSpanText(span: SpanFacts, now: number): string {
  const { id, trace_id, op, name, start, duration_ms, self_ms, status, service } = span
  const failed = status === undefined || status === 'ok' ? '' : ` ${toName(status)}`
  const pairs = toPairsText(span.attributes)
  return `${id} ${toName(op)} ${toName(name)} ${toDurationWords(duration_ms)} (self ${toDurationWords(self_ms)})${failed}, ${toName(service ?? '?')}, trace ${trace_id}, ${toMomentText(start, now)}${pairs === '' ? '' : `; ${pairs}`}`
}

import { z } from 'zod'
import type { LogItem } from 'protocol'
import { momentShape, toClock, toMoment } from '../answer/moment.ts'
import type { MomentFacts } from '../answer/moment.ts'
import { toName, toPairsText, toQuote } from '../answer/quoted.ts'
import type { Room } from '../answer/room.ts'
import { toShortTraceId } from './short-id.ts'
import { toAttributes } from './span-facts.ts'

export interface LogFacts {
  readonly id: string
  readonly when: MomentFacts
  readonly level: string
  readonly body: string
  readonly service?: string | undefined
  readonly trace_id?: string | undefined
  readonly attributes: Readonly<Record<string, unknown>>
}

export const logShape: z.ZodType<LogFacts> = z.object({
  id: z.string(),
  when: momentShape,
  level: z.string(),
  body: z.string(),
  service: z.string().optional(),
  trace_id: z.string().optional(),
  attributes: z.record(z.string(), z.unknown()),
})

export function toLogFacts(log: LogItem, attributes: number, room: Room, now: number): LogFacts {
  return {
    id: log.id,
    when: toMoment(log.time, now),
    level: log.level,
    body: room.text(log.body, 400),
    service: log.service === undefined ? undefined : room.text(log.service, 60),
    trace_id: log.traceId === undefined ? undefined : toShortTraceId(log.traceId),
    attributes: toAttributes(log.attributes, attributes, room),
  }
}

export function toLogLine(log: LogFacts, now: number): string {
  const { when, level, body, service, trace_id } = log
  const pairs = toPairsText(log.attributes)
  return `${toClock(when.at, now)} ${level} ${toQuote(body)}${service === undefined ? '' : ` ${toName(service)}`}${trace_id === undefined ? '' : ` trace ${trace_id}`}${pairs === '' ? '' : `; ${pairs}`}`
}

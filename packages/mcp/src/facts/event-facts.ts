import { z } from 'zod'
import type { Breadcrumb, EventItem, Exception, Json, JsonObject } from 'protocol'
import { momentShape, toMoment } from '../answer/moment.ts'
import type { MomentFacts } from '../answer/moment.ts'
import type { Room } from '../answer/room.ts'
import { frameShape, toFrameFacts } from './frame-facts.ts'
import type { FrameFacts } from './frame-facts.ts'
import { toShortId, toShortTraceId } from './short-id.ts'

/** How much of an event is told: what broke, then how it came there, then everything. */
export type EventDetail = 'summary' | 'stack' | 'full'

export const eventDetails: readonly [EventDetail, ...EventDetail[]] = ['summary', 'stack', 'full']

export interface EventFacts {
  readonly id: string
  readonly issue_id: string
  readonly when: MomentFacts
  readonly level: string
  readonly service?: string | undefined
  readonly message?: string | undefined
  /** The one that was caught first, its causes behind it. */
  readonly exceptions: readonly ExceptionFacts[]
  readonly breadcrumbs: readonly BreadcrumbFacts[]
  readonly transaction?: string | undefined
  readonly request?: string | undefined
  readonly user?: Readonly<Record<string, unknown>> | undefined
  readonly tags?: Readonly<Record<string, unknown>> | undefined
  readonly runs_on: readonly string[]
  readonly release?: string | undefined
  readonly environment?: string | undefined
  readonly trace?: { readonly trace_id: string; readonly span_id?: string | undefined } | undefined
  readonly replay_id?: string | undefined
  /** Contexts, extra, request, flags; only with detail `full`. */
  readonly more?: Readonly<Record<string, unknown>> | undefined
}

export interface ExceptionFacts {
  readonly type: string
  readonly value?: string | undefined
  readonly handled?: boolean | undefined
  readonly mechanism?: string | undefined
  /** The failing one first. */
  readonly frames: readonly FrameFacts[]
}

export interface BreadcrumbFacts {
  readonly at?: string | undefined
  readonly category: string
  readonly text?: string | undefined
  readonly data?: Readonly<Record<string, unknown>> | undefined
}

export const eventShape: z.ZodType<EventFacts> = z.object({
  id: z.string(),
  issue_id: z.string(),
  when: momentShape,
  level: z.string(),
  service: z.string().optional(),
  message: z.string().optional(),
  exceptions: z.array(
    z.object({
      type: z.string(),
      value: z.string().optional(),
      handled: z.boolean().optional(),
      mechanism: z.string().optional(),
      frames: z.array(frameShape),
    }),
  ),
  breadcrumbs: z.array(
    z.object({
      at: z.string().optional(),
      category: z.string(),
      text: z.string().optional(),
      data: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
  transaction: z.string().optional(),
  request: z.string().optional(),
  user: z.record(z.string(), z.unknown()).optional(),
  tags: z.record(z.string(), z.unknown()).optional(),
  runs_on: z.array(z.string()),
  release: z.string().optional(),
  environment: z.string().optional(),
  trace: z.object({ trace_id: z.string(), span_id: z.string().optional() }).optional(),
  replay_id: z.string().optional(),
  more: z.record(z.string(), z.unknown()).optional(),
})

export function toEventFacts(
  event: EventItem,
  detail: EventDetail,
  room: Room,
  now: number,
): EventFacts {
  const { tags, user, request, message, traceId, spanId } = event
  const text = (raw: string | undefined, most: number): string | undefined =>
    raw === undefined ? undefined : room.text(raw, most)
  const caught = event.exceptions.toReversed()
  return {
    id: event.id,
    issue_id: toShortId(event.issueId),
    when: toMoment(event.time, now),
    level: event.level,
    service: text(event.service, 60),
    message: text(message, 1200),
    exceptions: room
      .list(caught, 4, (left) => `${left} more causes: get_event with a greater budget`)
      .map((exception, at) => toExceptionFacts(exception, at === 0, detail, room)),
    breadcrumbs: toBreadcrumbs(event.breadcrumbs, detail, room),
    transaction: text(event.transaction, 160),
    request:
      request?.url === undefined
        ? undefined
        : room.text(`${request.method ?? ''} ${request.url}`.trim(), 200),
    user: user && toShown(room, toDefined({ ...user, data: undefined })),
    tags: toShown(room, tags),
    runs_on: toPlatform(event).map((name) => room.text(name, 60)),
    release: text(event.release, 80),
    environment: text(event.environment, 40),
    trace:
      traceId === undefined
        ? undefined
        : { trace_id: toShortTraceId(traceId), span_id: spanId && toShortId(spanId) },
    replay_id: event.replayId,
    more: detail === 'full' ? toMore(event, room) : undefined,
  }
}

function toExceptionFacts(
  { type, value, mechanism, frames, stack }: Exception,
  isCaught: boolean,
  detail: EventDetail,
  room: Room,
): ExceptionFacts {
  const failingFirst = frames.toReversed()
  const own = failingFirst.filter(({ inApp }) => inApp !== false)
  const isWhole = detail !== 'summary' || own.length === 0
  const chosen = isWhole ? failingFirst : own
  if (!isWhole && own.length < frames.length) {
    room.cut(`${frames.length - own.length} frames of libraries: detail "stack"`)
  }
  const most = isCaught ? 10 : 4
  const failing = chosen.findIndex(({ inApp }) => inApp !== false)
  return {
    type: room.text(type ?? 'Error', 120),
    value: value === undefined ? stackOnly(stack, frames.length, room) : room.text(value, 1200),
    handled: mechanism?.handled,
    mechanism: mechanism && room.text(mechanism.type, 60),
    frames: room
      .list(chosen, isWhole ? 40 : most, (left) => `${left} more frames: detail "stack"`)
      .map((frame, at) => {
        const isFailing = at === Math.max(failing, 0)
        const hasCode = isFailing || (detail !== 'summary' && frame.inApp !== false)
        return toFrameFacts(
          frame,
          { code: hasCode ? (isFailing ? 4 : 1) : undefined, hasLocals: hasCode },
          room,
        )
      }),
  }
}

function stackOnly(stack: string | undefined, frames: number, room: Room): string | undefined {
  return stack === undefined || frames > 0 ? undefined : room.text(stack, 1200)
}

/** The newest are nearest to what broke. */
function toBreadcrumbs(
  all: readonly Breadcrumb[],
  detail: EventDetail,
  room: Room,
): readonly BreadcrumbFacts[] {
  const most = detail === 'full' ? 100 : 8
  return room
    .list(
      all.toReversed(),
      most,
      (left) =>
        `${left} earlier breadcrumbs: ${detail === 'full' ? 'a greater budget' : 'get_event with detail "full"'}`,
    )
    .toReversed()
    .map((breadcrumb) => toBreadcrumbFacts(breadcrumb, room))
}

function toBreadcrumbFacts(
  { time, category, type, message, data = {}, level }: Breadcrumb,
  room: Room,
): BreadcrumbFacts {
  const isNotable = level !== undefined && level !== 'info'
  // What the console was given is in the message already.
  const { arguments: _given, logger: _logger, ...told } = data
  return {
    at: time === undefined ? undefined : new Date(time).toISOString(),
    category: room.text(category ?? type ?? 'default', 60),
    text:
      message === undefined
        ? isNotable
          ? `[${level}]`
          : undefined
        : `${isNotable ? `[${level}] ` : ''}${room.text(message, 200)}`,
    data: toShown(room, category === 'console' ? told : data),
  }
}

const SURROUNDINGS: readonly string[] = ['browser', 'client_os', 'os', 'runtime', 'device']

function toPlatform({ contexts }: EventItem): readonly string[] {
  return SURROUNDINGS.flatMap((key) => {
    const { name, model, version } = contexts[key] ?? {}
    const called = name ?? model
    return called === undefined ? [] : [`${toWord(called)} ${toWord(version ?? '')}`.trim()]
  })
}

function toWord(value: Json): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

function toMore(event: EventItem, room: Room): Record<string, unknown> {
  const { contexts, extra, flags, request, release, modules, fingerprint } = event
  const all: Record<string, Json> = {
    contexts,
    extra,
    flags: Object.fromEntries(flags.map(({ flag, result }) => [flag, result])),
    request: request
      ? toDefined({
          method: request.method,
          url: request.url,
          query: request.query,
          body: request.body,
          headers: Object.fromEntries(request.headers),
          cookies: Object.fromEntries(request.cookies),
        })
      : null,
    release: release ?? null,
    fingerprint: fingerprint ?? null,
    modules: `${Object.keys(modules).length} packages`,
  }
  return Object.fromEntries(
    Object.entries(all)
      .filter(([, value]) => !isEmpty(value))
      .map(([name, value]) => [name, room.value(name, value, 200)]),
  )
}

function isEmpty(value: Json): boolean {
  return value === null || (typeof value === 'object' && Object.keys(value).length === 0)
}

function toShown(room: Room, values: JsonObject): Record<string, unknown> | undefined {
  const entries = Object.entries(values)
  if (entries.length === 0) return undefined
  return Object.fromEntries(
    room
      .list(entries, 16, (left) => `${left} more fields: get_event with detail "full"`)
      .map(([name, value]) => [room.text(name, 60), room.value(name, value, 160)]),
  )
}

function toDefined(values: Readonly<Record<string, Json | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}

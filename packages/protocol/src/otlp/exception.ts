import { toDerivedId } from '../id.ts'
import { readScalar, readText, setProperty } from '../json.ts'
import type { Json } from '../json.ts'
import type { Attributes } from '../record/base.ts'
import type { EventRecord, Exception, Mechanism } from '../record/event.ts'
import { toTitle } from '../sentry/event.ts'
import type { GroupOrigin } from './resource.ts'
import { readStackTrace } from './stack-trace.ts'
import type { StackedException } from './stack/stack-format.ts'

/** An exception as OpenTelemetry tells it: three attributes, on a span event or a log. */
export interface ToldException extends Pick<
  EventRecord,
  | 'time'
  | 'item'
  | 'level'
  | 'message'
  | 'template'
  | 'logger'
  | 'transaction'
  | 'traceId'
  | 'spanId'
  | 'parentSpanId'
> {
  readonly attributes: Attributes
  readonly origin: GroupOrigin
  readonly derivedFrom: 'span-event' | 'log'
  /** How often each exception was told so far, by its id. */
  readonly seen: Map<string, number>
}

/** @see https://opentelemetry.io/docs/specs/semconv/exceptions/ */
export function isException(attributes: Attributes): boolean {
  return attributes['exception.type'] !== undefined || attributes['exception.message'] !== undefined
}

export function toExceptionEvent(told: ToldException): EventRecord {
  const exceptions = toExceptions(told.attributes)
  const { time, item, level, message, template, logger, transaction } = told
  const { traceId, spanId, parentSpanId, derivedFrom } = told
  return {
    kind: 'event',
    time,
    item,
    scope: told.origin.scope,
    id: toExceptionId(told),
    level,
    title: toTitle(exceptions, message),
    message,
    template,
    logger,
    transaction,
    exceptions,
    threads: [],
    breadcrumbs: [],
    tags: toTags(told.origin.repeated),
    user: undefined,
    request: undefined,
    contexts: {},
    extra: toExtra(told.attributes),
    modules: {},
    flags: [],
    fingerprint: undefined,
    images: [],
    traceId,
    spanId,
    parentSpanId,
    replayId: undefined,
    profilerId: undefined,
    remarks: undefined,
    derivedFrom,
  }
}

/**
 * The same for both tellings of one exception, and another for the second of its kind in a span.
 * Without a trace there is only one telling, and only the time tells two exceptions apart.
 */
function toExceptionId(told: ToldException): string {
  const id = toFirstId(told)
  const times = told.seen.get(id) ?? 0
  told.seen.set(id, times + 1)
  return times === 0 ? id : toDerivedId(id, times)
}

function toFirstId({ attributes, traceId, spanId, time, origin }: ToldException): string {
  const type = readScalar(attributes['exception.type'])
  const message = readScalar(attributes['exception.message'])
  return traceId === undefined
    ? toDerivedId(origin.scope.service, time, type, message)
    : toDerivedId(traceId, spanId, type, message)
}

/** The exception and, from its stack, what caused it: causes first, the outermost last. */
function toExceptions(attributes: Attributes): readonly Exception[] {
  const stack = readText(attributes['exception.stacktrace'])
  const stacked = stack === undefined ? [] : readStackTrace(stack)
  const outermost = stacked.at(-1)
  const escaped = readEscaped(attributes['exception.escaped'])
  const told: StackedException = {
    type: readScalar(attributes['exception.type']) ?? outermost?.type,
    value: readScalar(attributes['exception.message']) ?? outermost?.value,
    frames: outermost?.frames ?? [],
    link: undefined,
  }
  const chain = [...stacked.slice(0, -1), told]
  return chain.map((exception, index): Exception => {
    const isOutermost = index === chain.length - 1
    return {
      type: exception.type,
      value: exception.value,
      module: undefined,
      mechanism: toMechanism(
        exception,
        chain.length - 1 - index,
        isOutermost ? escaped : undefined,
      ),
      threadId: undefined,
      frames: exception.frames,
      rawFrames: undefined,
      stack: isOutermost ? stack : undefined,
    }
  })
}

/** Python's SDK writes the boolean in words: `True`. */
function readEscaped(value: Json | undefined): boolean | undefined {
  const word = readScalar(value)?.toLowerCase()
  return word === 'true' || word === 'false' ? word === 'true' : undefined
}

/** `exceptionId` counts from the outermost, as Sentry's SDKs do. */
function toMechanism(
  { link }: StackedException,
  exceptionId: number,
  escaped: boolean | undefined,
): Mechanism {
  return {
    type: 'opentelemetry',
    handled: escaped === undefined ? undefined : !escaped,
    synthetic: undefined,
    description: undefined,
    helpLink: undefined,
    source: link,
    exceptionId,
    parentId: exceptionId === 0 ? undefined : exceptionId - 1,
    isGroup: false,
    data: undefined,
    meta: undefined,
  }
}

/** What the resource says in one word or number, so that `team:checkout` finds errors too. */
function toTags(attributes: Attributes): Readonly<Record<string, string>> {
  const tags: Record<string, string> = {}
  for (const [key, value] of Object.entries(attributes)) {
    const tag = readScalar(value)
    if (tag !== undefined) setProperty(tags, key, tag)
  }
  return tags
}

const EXCEPTION_FIELDS = [
  'exception.type',
  'exception.message',
  'exception.stacktrace',
  'exception.escaped',
]

function toExtra(attributes: Attributes): Attributes {
  const extra: Record<string, Json> = {}
  for (const [key, value] of Object.entries(attributes)) {
    if (!EXCEPTION_FIELDS.includes(key)) setProperty(extra, key, value)
  }
  return extra
}

import { readId, readSpanId } from '../id.ts'
import type { Item } from '../item.ts'
import { isObject, readJsonObject, readScalar, readText } from '../json.ts'
import { readLevel } from '../level.ts'
import { readPayload } from '../payload.ts'
import type { Payload } from '../payload.ts'
import type { EventRecord, Exception } from '../record/event.ts'
import type { FeedbackRecord } from '../record/feedback.ts'
import type { ReportRecord } from '../record/report.ts'
import { readTime } from '../time.ts'
import { readBreadcrumbs } from './breadcrumb.ts'
import { readDebugImages } from './debug-image.ts'
import { readEventId } from './event-id.ts'
import { readExceptions, readOwnStack, readThreads } from './exception.ts'
import { toFeedback } from './feedback.ts'
import { readMessage } from './message.ts'
import { readReportEvent } from './security-report.ts'
import { readFlags, readModules, readSurroundings } from './surroundings.ts'

/** An `event` item; Java once sent feedback, and Relay sends security reports, in the same clothes. */
export function readEventItem(
  item: Item,
): readonly (EventRecord | FeedbackRecord | ReportRecord)[] {
  const payload = readPayload(item)
  if (payload === undefined) return []
  const contexts = payload['contexts']
  if (isObject(contexts) && isObject(contexts['feedback'])) return [toFeedback(item, payload)]
  const report = readReportEvent(item, payload)
  return report === undefined ? [toEvent(item, payload)] : [report]
}

export function toEvent(item: Item, payload: Payload): EventRecord {
  const { allowance } = item
  const { scope, tags, user, request, contexts } = readSurroundings(item, payload)
  const exceptions = readExceptions(
    payload['exception'] ?? payload['sentry.interfaces.Exception'],
    allowance,
  )
  const message = readMessage(
    payload['logentry'],
    payload['sentry.interfaces.Message'],
    payload['message'],
  )
  const trace = contexts['trace']
  return {
    kind: 'event',
    time: readTime(payload['timestamp']) ?? item.receivedAt,
    item: item.index,
    scope,
    id: readEventId(item, payload),
    level: readLevel(payload['level']) ?? 'error',
    title: toTitle(exceptions, message?.text),
    message: message?.text,
    template: message?.template,
    logger: readText(payload['logger']),
    transaction: readText(payload['transaction']) ?? readText(payload['culprit']),
    exceptions,
    threads: [
      ...readThreads(payload['threads'] ?? payload['sentry.interfaces.Threads'], allowance),
      ...readOwnStack(payload['stacktrace'] ?? payload['sentry.interfaces.Stacktrace'], allowance),
    ],
    breadcrumbs: readBreadcrumbs(
      payload['breadcrumbs'] ?? payload['sentry.interfaces.Breadcrumbs'],
      allowance,
    ),
    tags,
    user,
    request,
    contexts,
    extra: readJsonObject(payload['extra']) ?? {},
    modules: readModules(payload['modules']),
    flags: readFlags(contexts['flags']),
    fingerprint: readFingerprint(payload['fingerprint'] ?? payload['checksum']),
    images: readDebugImages(payload['debug_meta'], allowance),
    traceId: readId(trace?.['trace_id']) ?? item.trace?.traceId,
    spanId: readSpanId(trace?.['span_id']),
    parentSpanId: readSpanId(trace?.['parent_span_id']),
    replayId:
      readId(contexts['replay']?.['replay_id']) ?? readId(tags['replayId']) ?? item.trace?.replayId,
    profilerId: readId(contexts['profile']?.['profiler_id']),
    remarks: readJsonObject(payload['_meta']),
    derivedFrom: undefined,
  }
}

/** `TypeError: x is not a function`: the exception that was caught, else the message's first line. */
export function toTitle(exceptions: readonly Exception[], message: string | undefined): string {
  const caught = exceptions.at(-1)
  if (caught === undefined) return firstLine(message) ?? 'Event without a message'
  const value = firstLine(caught.value)
  if (caught.type === undefined) return value ?? firstLine(message) ?? 'Error'
  return value === undefined ? caught.type : `${caught.type}: ${value}`
}

function firstLine(text: string | undefined): string | undefined {
  const line = text?.trimStart().split('\n', 1)[0]?.trimEnd()
  return line === '' ? undefined : line
}

function readFingerprint(value: unknown): readonly string[] | undefined {
  if (typeof value === 'string') return [value]
  if (!Array.isArray(value)) return undefined
  const parts = value.map(readScalar).filter((part) => part !== undefined)
  return parts.length > 0 ? parts : undefined
}

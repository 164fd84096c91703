import { readId, readSpanId } from '../id.ts'
import type { Item } from '../item.ts'
import { readText } from '../json.ts'
import { readPayload } from '../payload.ts'
import type { Payload } from '../payload.ts'
import type { FeedbackRecord } from '../record/feedback.ts'
import { readTime } from '../time.ts'
import { readEventId } from './event-id.ts'
import { readPayloadScope, readSurroundings } from './surroundings.ts'

export function readFeedbackItem(item: Item): readonly FeedbackRecord[] {
  const payload = readPayload(item)
  return payload === undefined ? [] : [toFeedback(item, payload)]
}

/** An event whose `contexts.feedback` is what the user wrote. */
export function toFeedback(item: Item, payload: Payload): FeedbackRecord {
  const { scope, tags, user, contexts } = readSurroundings(item, payload)
  const feedback = contexts['feedback']
  const trace = contexts['trace']
  return {
    kind: 'feedback',
    time: readTime(payload['timestamp']) ?? item.receivedAt,
    item: item.index,
    scope,
    id: readEventId(item, payload),
    message: readText(feedback?.['message']) ?? '',
    name: readText(feedback?.['name']),
    email: readText(feedback?.['contact_email']) ?? readText(feedback?.['email']),
    url: readText(feedback?.['url']),
    source: readText(feedback?.['source']),
    eventId: readId(feedback?.['associated_event_id']),
    replayId: readId(feedback?.['replay_id']) ?? readId(contexts['replay']?.['replay_id']),
    traceId: readId(trace?.['trace_id']) ?? item.trace?.traceId,
    spanId: readSpanId(trace?.['span_id']),
    tags,
    user,
    contexts,
  }
}

/** The older form: a report about one event, sent after it. */
export function readUserReport(item: Item): readonly FeedbackRecord[] {
  const payload = readPayload(item)
  if (payload === undefined) return []
  const eventId = readId(payload['event_id']) ?? item.eventId
  return [
    {
      kind: 'feedback',
      time: readTime(payload['timestamp']) ?? item.receivedAt,
      item: item.index,
      scope: readPayloadScope(item, payload),
      id: readEventId({ ...item, eventId: undefined }, { ...payload, event_id: undefined }),
      message: readText(payload['comments']) ?? '',
      name: readText(payload['name']),
      email: readText(payload['email']),
      url: undefined,
      source: 'user_report',
      eventId,
      replayId: undefined,
      traceId: undefined,
      spanId: undefined,
      tags: {},
      user: undefined,
      contexts: {},
    },
  ]
}

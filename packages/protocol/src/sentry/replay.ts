import { readId } from '../id.ts'
import type { Item } from '../item.ts'
import { isObject, readCount, readJsonBytes, readStrings, readText, toJson } from '../json.ts'
import { readPayload } from '../payload.ts'
import type { Payload } from '../payload.ts'
import type { ReplayRecord, ReplayRecordingRecord } from '../record/replay.ts'
import { readTime } from '../time.ts'
import { readSurroundings } from './surroundings.ts'

/** A segment once decompressed. Relay takes 100 MB; parsed, that would be most of a gigabyte. */
const RECORDING_LIMIT = 32 * 1024 * 1024

export function readReplayEventItem(item: Item): readonly ReplayRecord[] {
  const payload = readPayload(item)
  return payload === undefined ? [] : [toReplay(item, payload)]
}

export function toReplay(item: Item, payload: Payload): ReplayRecord {
  const { scope, tags, user, request, contexts } = readSurroundings(item, payload)
  return {
    kind: 'replay',
    time: readTime(payload['timestamp']) ?? item.receivedAt,
    item: item.index,
    scope,
    id: readId(payload['replay_id']) ?? readId(payload['event_id']) ?? item.eventId ?? '',
    segment: readCount(payload['segment_id']) ?? 0,
    replayType: readText(payload['replay_type']),
    started: readTime(payload['replay_start_timestamp']),
    urls: readStrings(payload['urls']),
    errorIds: readStrings(payload['error_ids']),
    traceIds: readStrings(payload['trace_ids']),
    tags,
    user,
    request,
    contexts,
  }
}

/**
 * A `replay_recording` item: a line of header, then rrweb events as JSON.
 *
 *     {"segment_id":0} \n  ‹zlib from JavaScript, gzip by the documents, plain without a worker›
 */
export function readReplayRecordingItem(item: Item): readonly ReplayRecordingRecord[] {
  return toReplayRecording(item, item.payload, item.eventId)
}

export function toReplayRecording(
  item: Item,
  payload: Uint8Array,
  replayId: string | undefined,
): readonly ReplayRecordingRecord[] {
  const lineEnd = payload.indexOf(0x0a)
  const header = readJsonBytes(payload.subarray(0, Math.max(lineEnd, 0)))
  const hasHeader = header.ok && isObject(header.value)
  const body = hasHeader ? payload.subarray(lineEnd + 1) : payload
  const encoding = toEncoding(body)
  const inflated =
    encoding === 'plain' ? { ok: true as const, bytes: body } : item.inflate(body, RECORDING_LIMIT)
  if (!inflated.ok) {
    item.report(inflated.reason === 'limit' ? 'payload-size' : 'payload-compression', encoding)
    return []
  }
  const events = readJsonBytes(inflated.bytes, RECORDING_LIMIT)
  if (!events.ok || !Array.isArray(events.value)) {
    if (events.ok) item.report('payload-shape', 'the recording is not a list')
    else item.report(events.code, events.detail)
    return []
  }
  const times = events.value.map(readEventTime).filter((time) => time !== undefined)
  return [
    {
      kind: 'replay_recording',
      time: minimum(times) ?? item.receivedAt,
      item: item.index,
      scope: item.scope,
      replayId,
      segment:
        (header.ok && isObject(header.value) ? readCount(header.value['segment_id']) : undefined) ??
        0,
      encoding,
      endTime: maximum(times) ?? item.receivedAt,
      events: events.value.map(toJson),
    },
  ]
}

function toEncoding(body: Uint8Array): ReplayRecordingRecord['encoding'] {
  if (body[0] === 0x1f && body[1] === 0x8b) return 'gzip'
  return body[0] === 0x78 ? 'zlib' : 'plain'
}

/** rrweb's own events are in milliseconds; the SDK's custom ones in between too. */
function readEventTime(event: unknown): number | undefined {
  return isObject(event) ? readTime(event['timestamp']) : undefined
}

// Spreading a long list into Math.min overflows the stack.
function minimum(numbers: readonly number[]): number | undefined {
  return numbers.length === 0 ? undefined : numbers.reduce((a, b) => (b < a ? b : a))
}

function maximum(numbers: readonly number[]): number | undefined {
  return numbers.length === 0 ? undefined : numbers.reduce((a, b) => (b > a ? b : a))
}

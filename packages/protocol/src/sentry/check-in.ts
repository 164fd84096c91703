import { readId } from '../id.ts'
import type { Item } from '../item.ts'
import { isObject, readJsonObject, readText } from '../json.ts'
import { readPayload } from '../payload.ts'
import type { Payload } from '../payload.ts'
import type { CheckInRecord } from '../record/health.ts'
import { readSeconds, readTime } from '../time.ts'
import { readPayloadScope } from './surroundings.ts'

export function readCheckInItem(item: Item): readonly CheckInRecord[] {
  const payload = readPayload(item)
  return payload === undefined ? [] : [toCheckIn(item, payload)]
}

/** A zero id means "the one in progress": it stays `undefined`. */
export function toCheckIn(item: Item, payload: Payload): CheckInRecord {
  const contexts = isObject(payload['contexts']) ? payload['contexts'] : {}
  const trace = isObject(contexts['trace']) ? contexts['trace'] : {}
  return {
    kind: 'check_in',
    time: readTime(payload['timestamp']) ?? item.receivedAt,
    item: item.index,
    scope: readPayloadScope(item, payload),
    id: readId(payload['check_in_id']),
    monitor: readText(payload['monitor_slug']) ?? '',
    status: readText(payload['status']) ?? 'unknown',
    duration: readSeconds(payload['duration']),
    config: readJsonObject(payload['monitor_config']),
    traceId: readId(trace['trace_id']) ?? item.trace?.traceId,
  }
}

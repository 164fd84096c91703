import { readId, toDerivedId } from '../id.ts'
import type { Item } from '../item.ts'
import { toText } from '../json.ts'
import type { Payload } from '../payload.ts'

/** The envelope header's id wins; an event without any gets one made of its bytes. */
export function readEventId(item: Item, payload: Payload): string {
  return item.eventId ?? readId(payload['event_id']) ?? toDerivedId(toText(item.payload))
}

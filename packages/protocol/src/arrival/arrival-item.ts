import type { OpenArrival } from '../arrival.ts'
import type { Item } from '../item.ts'

/** A body, or a piece of one, as an item: what the readers of items read. */
export function toArrivalItem(arrival: OpenArrival, known: Partial<Item>): Item {
  const { index = 0, offset = 0 } = known
  return {
    type: arrival.format,
    header: {},
    payload: arrival.body,
    index,
    offset,
    scope: arrival.scope,
    eventId: undefined,
    trace: undefined,
    receivedAt: arrival.receivedAt,
    inflate: arrival.inflate,
    allowance: arrival.allowance,
    report: (code, detail, at = 0) => arrival.report(code, offset + at, detail, index),
    ...known,
  }
}

import type { Item } from '../item.ts'
import { readJsonObject } from '../json.ts'
import type { RawRecord } from '../record/file.ts'

/** Bytes to keep and show: an unknown item, or one that could not be read. */
export function toRaw(item: Item): RawRecord {
  return {
    kind: 'raw',
    time: item.receivedAt,
    item: item.index,
    scope: item.scope,
    itemType: item.type,
    header: readJsonObject(item.header) ?? {},
    size: item.payload.length,
    data: item.payload,
  }
}

/** Known types that have nothing to show but themselves. */
export function readRawItem(item: Item): readonly RawRecord[] {
  return [toRaw(item)]
}

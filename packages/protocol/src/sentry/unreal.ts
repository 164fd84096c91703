import type { Item } from '../item.ts'
import { readText } from '../json.ts'
import type { UnrealRecord } from '../record/file.ts'

/** An Unreal Engine crash archive, kept whole. */
export function readUnrealItem(item: Item): readonly UnrealRecord[] {
  return [
    {
      kind: 'unreal',
      time: item.receivedAt,
      item: item.index,
      scope: item.scope,
      userId: readText(item.header['user_id']),
      size: item.payload.length,
      data: item.payload,
    },
  ]
}

import { toItemKey } from './item-key.ts'
import type { Change } from './message.ts'

/** The page of a live query after a change; what did not change stays the same object. */
export function applyChange(items: readonly unknown[], change: Change): readonly unknown[] {
  const gone = new Set(change.remove)
  for (const { item } of change.put) gone.add(toItemKey(item))
  const kept = items.filter((item) => !gone.has(toItemKey(item)))
  const result: unknown[] = []
  let next = 0
  for (const { at, item } of change.put) {
    while (result.length < at && next < kept.length) result.push(kept[next++])
    result.push(item)
  }
  return [...result, ...kept.slice(next)]
}

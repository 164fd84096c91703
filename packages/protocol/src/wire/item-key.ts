import { isObject } from '../json.ts'

/** What tells the items of a live query apart, so that both ends speak of the same one. */
export function toItemKey(item: unknown): string {
  if (!isObject(item)) return JSON.stringify(item) ?? ''
  const { id, traceId, spanId, key } = item
  if (typeof id === 'string') return id
  if (typeof spanId === 'string') return `${toPart(traceId)}-${spanId}`
  return toPart(traceId) || toPart(key) || JSON.stringify(item)
}

function toPart(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

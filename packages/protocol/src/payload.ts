import type { Item } from './item.ts'
import { isObject, readJsonBytes } from './json.ts'

export type Payload = Readonly<Record<string, unknown>>

/** The JSON object an item carries, or a part of one; anything else is reported. */
export function readPayload(item: Item, bytes: Uint8Array = item.payload): Payload | undefined {
  const reading = readJsonBytes(bytes)
  if (!reading.ok) item.report(reading.code, reading.detail)
  else if (!isObject(reading.value)) item.report('payload-shape', 'not an object')
  else return reading.value
  return undefined
}

/** The entries of `{"items": […]}`, the container of logs, metrics and streamed spans. */
export function readContainer(item: Item): readonly unknown[] {
  const payload = readPayload(item)
  if (payload === undefined) return []
  const entries = payload['items']
  if (Array.isArray(entries)) return item.allowance.takeOf(entries)
  item.report('payload-shape', '`items` is not a list')
  return []
}

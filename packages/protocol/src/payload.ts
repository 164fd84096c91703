import type { Item } from './item.ts'
import { isObject, quoteBigIntegers, readJson, toText } from './json.ts'

export type Payload = Readonly<Record<string, unknown>>

/** The JSON object an item carries; anything else is reported. */
export function readPayload(item: Item): Payload | undefined {
  return readJsonPayload(item, toText(item.payload))
}

/**
 * The entries of `{"items": […]}`, the container of logs, metrics and streamed spans. Attributes
 * there are typed, so 64-bit integers can be told from floats and keep their digits.
 */
export function readContainer(item: Item): readonly unknown[] {
  const payload = readJsonPayload(item, quoteBigIntegers(toText(item.payload), 'value'))
  if (payload === undefined) return []
  const entries = payload['items']
  if (Array.isArray(entries)) return entries
  item.report('payload-shape', '`items` is not a list')
  return []
}

export function readJsonPayload(item: Item, text: string): Payload | undefined {
  const reading = readJson(text)
  if (!reading.ok) item.report('payload-json', reading.detail)
  else if (!isObject(reading.value)) item.report('payload-shape', 'not an object')
  else return reading.value
  return undefined
}

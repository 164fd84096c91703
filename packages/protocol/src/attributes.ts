import { isObject, readJsonObject, readNumber, readText, setProperty, toJson } from './json.ts'
import type { Json } from './json.ts'
import type { Attributes } from './record/base.ts'

const noAttributes: Attributes = {}

/** Plain attributes: name to value. */
export function readAttributes(value: unknown): Attributes {
  return readJsonObject(value) ?? noAttributes
}

export interface TypedAttributes {
  readonly attributes: Attributes
  readonly units: Readonly<Record<string, string>> | undefined
}

/**
 * Attributes of logs, metrics and streamed spans: `{"name": {"type": "integer", "value": 1, "unit": "byte"}}`.
 * Values that stand there bare, as some SDKs send them, are taken as they are.
 */
export function readTypedAttributes(value: unknown): TypedAttributes {
  if (!isObject(value)) return { attributes: noAttributes, units: undefined }
  const attributes: Record<string, Json> = {}
  let units: Record<string, string> | undefined
  for (const key in value) {
    const attribute = value[key]
    if (attribute === null || attribute === undefined) continue
    if (!isObject(attribute) || !('value' in attribute)) {
      setProperty(attributes, key, toJson(attribute))
      continue
    }
    setProperty(attributes, key, toTypedValue(attribute['type'], attribute['value']))
    const unit = readText(attribute['unit'])
    if (unit !== undefined) setProperty((units ??= {}), key, unit)
  }
  return { attributes, units }
}

/** A double of 2^53 and more came in digits only, as 64-bit integers do. */
function toTypedValue(type: unknown, value: unknown): Json {
  return (
    (type === 'double' && typeof value === 'string' ? readNumber(value) : undefined) ??
    toJson(value)
  )
}

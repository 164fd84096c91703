import { isObject, readJsonObject, readText, setProperty, toJson } from './json.ts'
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
    setProperty(attributes, key, toJson(attribute['value']))
    const unit = readText(attribute['unit'])
    if (unit !== undefined) setProperty((units ??= {}), key, unit)
  }
  return { attributes, units }
}

import { isObject, readNumber, readScalar, setProperty, toJson } from '../../json.ts'
import type { Json } from '../../json.ts'
import type { Attributes } from '../../record/base.ts'
import { emptyAttributes } from '../model.ts'
import { cutValue, NESTING_LIMIT } from '../nesting.ts'
import { fieldOf, toList, toMessage } from './field.ts'

/** A list of `{"key": "…", "value": AnyValue}`. */
export function readJsonAttributes(value: unknown, depth = 0): Attributes {
  const pairs = toList(value)
  if (pairs.length === 0) return emptyAttributes
  const attributes: Record<string, Json> = {}
  for (const pair of pairs) {
    if (!isObject(pair)) continue
    setProperty(attributes, readScalar(pair['key']) ?? '', readJsonValue(pair['value'], depth))
  }
  return attributes
}

/**
 * An AnyValue: `{"stringValue": "x"}` and its kin; `{}` is null. What stands there bare, also an object, is
 * taken as it is.
 */
export function readJsonValue(value: unknown, depth = 0): Json {
  if (!isObject(value)) return toJson(value ?? null)
  let isAnyValue = true
  for (const key in value) {
    const inner = value[key]
    if (inner === null) continue
    switch (key) {
      case 'stringValue':
      case 'string_value':
      case 'boolValue':
      case 'bool_value':
      case 'bytesValue':
      case 'bytes_value':
        return toJson(inner)
      case 'intValue':
      case 'int_value':
        return readJsonInteger(inner) ?? toJson(inner)
      case 'doubleValue':
      case 'double_value':
        return readNumber(inner) ?? toJson(inner)
      case 'arrayValue':
      case 'array_value':
        return readArray(inner, depth)
      case 'kvlistValue':
      case 'kvlist_value':
        if (depth >= NESTING_LIMIT) return cutValue
        return readJsonAttributes(toMessage(inner)['values'], depth + 1)
      default:
        isAnyValue = false
    }
  }
  return isAnyValue ? null : toJson(value)
}

function readArray(value: unknown, depth: number): Json {
  if (depth >= NESTING_LIMIT) return cutValue
  return toList(toMessage(value)['values']).map((entry) => readJsonValue(entry, depth + 1))
}

const INTEGER = /^-?\d{1,20}$/

/** A 64-bit integer, as a number or a string: digits again where a number would lose some. */
export function readJsonInteger(value: unknown): number | string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (typeof value !== 'string' || !INTEGER.test(value)) return undefined
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value
}

/** How many attributes a sender threw away. */
export function readDroppedAttributes(message: Readonly<Record<string, unknown>>): number {
  return readNumber(fieldOf(message, 'droppedAttributesCount', 'dropped_attributes_count')) ?? 0
}

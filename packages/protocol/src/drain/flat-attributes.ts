import { isObject, setProperty, toJson } from '../json.ts'
import type { Json } from '../json.ts'
import type { Payload } from '../payload.ts'
import type { Attributes } from '../record/base.ts'

export interface AttributeNames {
  /** Put before every name. */
  readonly prefix: string
  /** How the vendor's names are spelled here. */
  readonly toName: (key: string) => string
}

/** The names as they came. */
export const ownNames: AttributeNames = { prefix: '', toName: (key) => key }

/** `executionRegion` → `vercel.execution_region`, as Sentry names what drains tell. */
export function toVendorNames(vendor: string): AttributeNames {
  return { prefix: `${vendor}.`, toName: toSnakeCase }
}

function toSnakeCase(key: string): string {
  return key
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
}

/** Beyond these an object stays whole: names are multiplied by what they hold. */
const DEPTH_LIMIT = 8
const NAME_LIMIT = 200
const COUNT_LIMIT = 1_000

/**
 * Fields as attributes, objects within objects by dotted names, so that a query finds
 * `metadata.request.method`. Lists stay lists; `null` is no value.
 */
export function toFlatAttributes(
  fields: Payload,
  { prefix, toName }: AttributeNames,
  leftOut: ReadonlySet<string> = new Set(),
): Attributes {
  const attributes: Record<string, Json> = {}
  let count = 0
  const add = (name: string, value: unknown, depth: number): void => {
    if (value === null || value === undefined) return
    if (isTree(value) && depth < DEPTH_LIMIT && name.length <= NAME_LIMIT && count < COUNT_LIMIT) {
      for (const key of Object.keys(value)) add(`${name}.${toName(key)}`, value[key], depth + 1)
    } else {
      count++
      setProperty(attributes, name, toLeaf(value))
    }
  }
  for (const key of Object.keys(fields)) {
    if (!leftOut.has(key)) add(prefix + toName(key), fields[key], 0)
  }
  return attributes
}

function isTree(value: unknown): value is Payload {
  if (!isObject(value) || value instanceof Uint8Array || value instanceof Date) return false
  return Object.keys(value).length > 0
}

const utf8 = new TextDecoder()

/** msgpack has bytes where a forwarder was not sure of the encoding, and its own times. */
function toLeaf(value: unknown): Json {
  if (value instanceof Uint8Array) return utf8.decode(value)
  return toJson(value instanceof Date ? value.getTime() : value)
}

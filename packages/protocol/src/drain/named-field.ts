import { isObject } from '../json.ts'
import type { Payload } from '../payload.ts'

export interface Found<T> {
  readonly name: string
  readonly value: T
}

/** The first of the names whose field can be read; `trace.id` is a name, or a way into objects. */
export function findField<T>(
  fields: Payload,
  names: readonly string[],
  read: (value: unknown) => T | undefined,
): Found<T> | undefined {
  for (const name of names) {
    const value = read(readAt(fields, name))
    if (value !== undefined) return { name, value }
  }
  return undefined
}

/** A field by its own name or, where that is not there, by the path it spells. */
export function readAt(fields: Payload, name: string): unknown {
  if (Object.hasOwn(fields, name)) return fields[name]
  let at: unknown = fields
  for (const key of name.split('.')) {
    if (!isObject(at) || !Object.hasOwn(at, key)) return undefined
    at = at[key]
  }
  return at
}

import { isObject } from '../json.ts'
import type { Payload } from '../payload.ts'

/** One of the names that vendors give to the same thing; `trace.id` may also be a way into objects. */
export interface FieldName {
  readonly name: string
  readonly path: readonly string[]
}

export function toFieldNames(...names: readonly string[]): readonly FieldName[] {
  return names.map((name) => ({ name, path: name.split('.') }))
}

export interface Found<T> {
  readonly name: string
  readonly value: T
}

/** The first of the names whose field can be read. */
export function findField<T>(
  fields: Payload,
  names: readonly FieldName[],
  read: (value: unknown) => T | undefined,
): Found<T> | undefined {
  for (const field of names) {
    const value = read(readAt(fields, field))
    if (value !== undefined) return { name: field.name, value }
  }
  return undefined
}

/** A field by its own name or, where that is not there, by the path it spells. */
function readAt(fields: Payload, { name, path }: FieldName): unknown {
  if (Object.hasOwn(fields, name)) return fields[name]
  if (path.length === 1) return undefined
  let at: unknown = fields
  for (const key of path) {
    if (!isObject(at) || !Object.hasOwn(at, key)) return undefined
    at = at[key]
  }
  return at
}

import type { Json } from 'protocol'

/** A value of telemetry on one line, cut where it says enough: `{ sku: "MUG-07", quantity: 2, … }` */
export function toPreview(value: Json, limit = 120): string {
  const text = preview(value, 2)
  return text.length > limit ? `${text.slice(0, limit - 1)}…` : text
}

const SHOWN = 8

function preview(value: Json, depth: number): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 200))
  if (value === null || typeof value !== 'object') return String(value)
  if (isList(value)) {
    if (value.length === 0) return '[]'
    if (depth === 0) return `[… ${value.length}]`
    const parts = value.slice(0, SHOWN).map((entry) => preview(entry, depth - 1))
    return `[${parts.join(', ')}${value.length > SHOWN ? ', …' : ''}]`
  }
  const keys = Object.keys(value)
  if (keys.length === 0) return '{}'
  if (depth === 0) return '{…}'
  const parts = keys
    .slice(0, SHOWN)
    .map((key) => `${key}: ${preview(value[key] ?? null, depth - 1)}`)
  return `{ ${parts.join(', ')}${keys.length > SHOWN ? ', …' : ''} }`
}

export type JsonTone = 'string' | 'number' | 'plain'

/** How a single value is coloured. */
export function toTone(value: Json): JsonTone {
  if (typeof value === 'string') return 'string'
  return typeof value === 'number' || typeof value === 'boolean' ? 'number' : 'plain'
}

/** What a branch of a tree holds; `undefined` for a leaf. */
export function toBranches(value: Json): readonly (readonly [string, Json])[] | undefined {
  if (value === null || typeof value !== 'object') return undefined
  return isList(value)
    ? value.map((entry, index) => [String(index), entry] as const)
    : Object.entries(value)
}

/** A leaf as a query would say it; nothing for what a query cannot find. */
export function toFilterValue(value: Json): string | undefined {
  return value === null || typeof value === 'object' ? undefined : String(value)
}

// `Array.isArray` does not narrow readonly lists.
function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}

import type { Change } from 'protocol'
import { readField } from './field.ts'

/** As much of what the sidecar says as the loader listens to. */
export type Heard =
  | { readonly type: 'welcome' }
  | { readonly type: 'page'; readonly id: number; readonly items: readonly unknown[] }
  | { readonly type: 'change'; readonly id: number; readonly change: Change }
  /** Without a value where the call failed. */
  | { readonly type: 'result'; readonly id: number; readonly value: unknown }

/**
 * Reads a message of the sidecar. `readSidecarMessage` of the protocol reads every field of every
 * message, for an eighth of the size that the loader may have.
 */
export function readHeard(data: unknown): Heard | undefined {
  const fields = readJson(data)
  const id = Number(readField(fields, 'id'))
  switch (readField(fields, 'type')) {
    case 'welcome':
      return { type: 'welcome' }
    case 'page': {
      const items = readField(fields, 'items')
      return Array.isArray(items) ? { type: 'page', id, items } : undefined
    }
    case 'change':
      return isChange(fields) ? { type: 'change', id, change: fields } : undefined
    case 'result':
    case 'failure':
      return { type: 'result', id, value: readField(fields, 'value') }
    default:
      return undefined
  }
}

function isChange(fields: unknown): fields is Change {
  return Array.isArray(readField(fields, 'put')) && Array.isArray(readField(fields, 'remove'))
}

function readJson(data: unknown): unknown {
  try {
    return JSON.parse(String(data))
  } catch {
    return undefined
  }
}

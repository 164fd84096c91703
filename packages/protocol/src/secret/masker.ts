import type { Json, JsonObject } from '../json.ts'
import { isSecretName } from './secret-name.ts'
import { maskedText, maskSecretText } from './secret-text.ts'

/** Takes secrets out of what leaves the panel: answers to agents, copies, exports. */
export interface Masker {
  readonly text: (text: string) => string
  /** A value by its name: a password says nothing of itself. */
  readonly value: (name: string, value: Json) => Json
  readonly object: (values: JsonObject) => JsonObject
  /** How many secrets were taken out so far. */
  readonly count: () => number
}

/** A masker that lets everything pass, for whoever asked to see it. */
export const openMasker: Masker = {
  text: (text) => text,
  value: (_name, value) => value,
  object: (values) => values,
  count: () => 0,
}

export function createMasker(): Masker {
  let count = 0

  const text = (raw: string): string => {
    const masked = maskSecretText(raw)
    count += masked.count
    return masked.text
  }

  const value = (name: string, raw: Json): Json => {
    if (raw === null || typeof raw === 'boolean') return raw
    if (isList(raw)) return raw.map((entry) => value(name, entry))
    if (typeof raw === 'object') return object(raw)
    if (typeof raw === 'string' ? isSecretName(name) && isTold(raw) : isCardLike(raw)) {
      count++
      return maskedText
    }
    return typeof raw === 'string' ? text(raw) : raw
  }

  const object = (values: JsonObject): JsonObject =>
    Object.fromEntries(Object.entries(values).map(([name, raw]) => [name, value(name, raw)]))

  return { text, value, object, count: () => count }
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}

/** What an SDK has masked already is not counted as ours. */
function isTold(text: string): boolean {
  return text !== '' && text !== '[Filtered]' && text !== maskedText
}

function isCardLike(value: number): boolean {
  return value > 1e13 && maskSecretText(String(value)).count > 0
}

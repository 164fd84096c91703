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

  const hide = (raw: Json): Json => {
    if (raw === null || typeof raw === 'boolean') return raw
    if (isList(raw)) return raw.map(hide)
    if (typeof raw === 'object') {
      return Object.fromEntries(Object.entries(raw).map(([name, entry]) => [name, hide(entry)]))
    }
    // `total_tokens` counts something.
    if (typeof raw === 'number' ? !isCardLike(raw) : !isTold(raw)) return raw
    count++
    return maskedText
  }

  const value = (name: string, raw: Json): Json => {
    if (isSecretName(name)) return hide(raw)
    if (typeof raw === 'string') return text(raw)
    if (typeof raw === 'number') return isCardLike(raw) ? hide(raw) : raw
    if (typeof raw !== 'object' || raw === null) return raw
    if (isList(raw)) return toPair(raw) ?? raw.map((entry) => value(name, entry))
    return object(raw)
  }

  /** A header may be a list of its name and its value. */
  const toPair = (raw: readonly Json[]): Json | undefined => {
    const [name, entry] = raw
    if (raw.length !== 2 || typeof name !== 'string' || entry === undefined) return undefined
    return isSecretName(name) ? [name, hide(entry)] : undefined
  }

  const object = (values: JsonObject): JsonObject => {
    // An attribute may be an object of its name and its value.
    const { key } = values
    const named = typeof key === 'string' ? key : undefined
    return Object.fromEntries(
      Object.entries(values).map(([name, raw]) => [
        name,
        value(name === 'value' && named !== undefined ? named : name, raw),
      ]),
    )
  }

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

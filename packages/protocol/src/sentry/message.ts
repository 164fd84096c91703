import { isObject, readJsonObject, readScalar, readString, toJson } from '../json.ts'
import type { Json, JsonObject } from '../json.ts'
import { lookUp } from '../look-up.ts'
import type { MessageTemplate } from '../record/event.ts'

export interface Message {
  readonly text: string
  readonly template: MessageTemplate | undefined
}

/**
 * The event's own words. They come as `logentry`, under older names, as a plain string, or as an
 * object at `message`; `formatted` may be missing and is then made from template and parameters.
 */
export function readMessage(...candidates: readonly unknown[]): Message | undefined {
  for (const candidate of candidates) {
    const message = isObject(candidate) ? readEntry(candidate) : readPlain(candidate)
    if (message !== undefined) return message
  }
  return undefined
}

function readPlain(value: unknown): Message | undefined {
  const text = value === false ? undefined : readScalar(value)
  if (text !== undefined) {
    return text === '' ? undefined : { text, template: undefined }
  }
  if (!Array.isArray(value) || value.length === 0) return undefined
  return { text: JSON.stringify(toJson(value)), template: undefined }
}

function readEntry(entry: Readonly<Record<string, unknown>>): Message | undefined {
  const template = readScalar(entry['message'])
  const params = readParams(entry['params'])
  const formatted = readString(entry['formatted'])
  const text = formatted ?? (template === undefined ? undefined : fillIn(template, params))
  if (text === undefined || text === '') return undefined
  const isPlain = template === undefined || (template === text && params === undefined)
  return { text, template: isPlain ? undefined : { text: template, params } }
}

function readParams(value: unknown): readonly Json[] | JsonObject | undefined {
  if (Array.isArray(value)) return value.length > 0 ? value.map(toJson) : undefined
  return readJsonObject(value)
}

// Every part has an end: flags and digits that go on would be tried anew from each percent sign.
const PLACEHOLDER =
  /%(?:\((\w{1,100})\))?[-+ 0#]{0,5}(?:[1-9]\d{0,3})?(?:\.\d{1,4})?[sdifgxXoeErcu%@]|\{(\w{0,100})(?::[^{}]{0,100})?\}/g

/** Nobody reads on. A long parameter named again and again would outgrow what a string may hold. */
const FILLED_LIMIT = 100_000

/** Fills `%s`, `%(name)s`, `{}`, `{0}` and `{name}`; what has no value stays as it is. */
function fillIn(template: string, params: readonly Json[] | JsonObject | undefined): string {
  if (params === undefined) return template
  let next = 0
  let filled = 0
  return template.replace(PLACEHOLDER, (whole, named?: string, braced?: string) => {
    if (whole === '%%') return '%'
    const key = named ?? (braced === '' ? undefined : braced) ?? next++
    if (filled > FILLED_LIMIT) return whole
    const value = isObject(params) ? lookUp(params, String(key)) : readEntryAt(params, Number(key))
    const words = value === undefined ? whole : toWords(value)
    filled += words.length
    return words
  })
}

function readEntryAt(params: unknown, index: number): unknown {
  return Array.isArray(params) ? params[index] : undefined
}

function toWords(value: unknown): string {
  return readScalar(value) ?? JSON.stringify(toJson(value))
}

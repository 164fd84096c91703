import { quoteBareWords, quoteLongIntegers } from './bare-token.ts'

/** Everything JSON can say. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject

export interface JsonObject {
  readonly [key: string]: Json
}

export type JsonReading =
  | { readonly ok: true; readonly value: unknown }
  | {
      readonly ok: false
      readonly code: 'payload-json' | 'payload-size'
      readonly detail: string
    }

/**
 * Values nested deeper than this are cut. `JSON.parse` takes any depth, but everything after it
 * (`JSON.stringify`, structured clone, a tree in the panel) recurses and dies at some thousands.
 */
const DEPTH_LIMIT = 100

const utf8 = /* @__PURE__ */ new TextDecoder()

export function toText(bytes: Uint8Array): string {
  return utf8.decode(bytes)
}

/**
 * JSON larger than this is not parsed: the values of hostile text take thirty times its size. Real
 * payloads end at some megabytes.
 */
export const JSON_LIMIT: number = 16 * 1024 * 1024

/** JSON of telemetry, as bytes. Never throws. */
export function readJsonBytes(bytes: Uint8Array, limit: number = JSON_LIMIT): JsonReading {
  return bytes.length > limit ? toTooLarge(bytes.length) : readJson(toText(bytes), limit)
}

/**
 * JSON of telemetry: integers that a number cannot hold become strings of their digits, and so does
 * what old Python SDKs call JSON (`NaN`, `Infinity`). Never throws.
 */
export function readJson(text: string, limit: number = JSON_LIMIT): JsonReading {
  if (text.length > limit) return toTooLarge(text.length)
  const exact = quoteLongIntegers(text)
  const reading = readPlainJson(exact)
  if (reading.ok || !/NaN|Infinity/.test(exact)) return reading
  const mended = readPlainJson(quoteBareWords(exact))
  return mended.ok ? mended : reading
}

/** JSON as we write it ourselves. Never throws. */
export function readPlainJson(text: string): JsonReading {
  try {
    const value: unknown = JSON.parse(text)
    return { ok: true, value }
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    return { ok: false, code: 'payload-json', detail }
  }
}

function toTooLarge(size: number): JsonReading {
  return { ok: false, code: 'payload-size', detail: `JSON of ${size} bytes` }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A JSON value as it came, or, where it holds what JSON cannot say again or too deep, a cleaned copy. */
export function toJson(value: unknown): Json {
  return isJson(value, 0) ? value : toCleanJson(value, 0)
}

/** Like `toJson` for things that must be objects. */
export function readJsonObject(value: unknown): JsonObject | undefined {
  if (!isObject(value)) return undefined
  return isJsonObject(value, 0) ? value : toCleanObject(value, 0)
}

export function readString(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** A string that says something; SDKs send `""` for "I have none". */
export function readText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** A string, or a number or boolean in words: for ids, tags and versions that some SDKs send as numbers. */
export function readScalar(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
}

/** A finite number, also one written as a string. */
export function readNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (typeof value === 'bigint') return Number(value)
  if (typeof value !== 'string' || value.trim() === '') return undefined
  const number = Number(value)
  return Number.isFinite(number) ? number : undefined
}

/** A count or index: a whole number from 0 on. */
export function readCount(value: unknown): number | undefined {
  const number = readNumber(value)
  return number !== undefined && Number.isInteger(number) && number >= 0 ? number : undefined
}

export function readBoolean(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined
}

/** The strings of a list; anything else in it is left out. */
export function readStrings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : []
}

/** The entries of a list, of `{"values": […]}` or of one bare thing: SDKs use all three. Nulls are left out. */
export function readValues(value: unknown): unknown[] {
  const list = isObject(value) && 'values' in value ? value['values'] : value
  if (Array.isArray(list)) return list.filter((entry) => entry !== null)
  return isObject(list) ? [list] : []
}

/** A map or a list of pairs as entries. */
export function readPairs(value: unknown): [string, unknown][] {
  if (isObject(value)) return Object.entries(value)
  if (!Array.isArray(value)) return []
  const pairs: [string, unknown][] = []
  for (const entry of value) {
    if (!Array.isArray(entry)) continue
    const key = readScalar(entry[0])
    if (key !== undefined) pairs.push([key, entry[1]])
  }
  return pairs
}

/** Defines a property even when its name is `__proto__`, where an assignment would change the prototype. */
export function setProperty<T>(target: Record<string, T>, key: string, value: T): void {
  if (key === '__proto__') {
    Object.defineProperty(target, key, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    })
  } else {
    target[key] = value
  }
}

function isJson(value: unknown, depth: number): value is Json {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true
    case 'number':
      return Number.isFinite(value)
    case 'object':
      if (value === null) return true
      if (Array.isArray(value)) return isJsonArray(value, depth)
      // What msgpack has beside JSON's values: bytes and times.
      if (value instanceof Uint8Array || value instanceof Date) return false
      return isObject(value) && isJsonObject(value, depth)
    default:
      return false
  }
}

function isJsonArray(value: readonly unknown[], depth: number): boolean {
  if (depth >= DEPTH_LIMIT) return false
  for (const entry of value) if (!isJson(entry, depth + 1)) return false
  return true
}

function isJsonObject(
  value: Readonly<Record<string, unknown>>,
  depth: number,
): value is JsonObject {
  if (depth >= DEPTH_LIMIT) return false
  for (const key in value) if (!isJson(value[key], depth + 1)) return false
  return true
}

function toCleanJson(value: unknown, depth: number): Json {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value
    case 'number':
      return Number.isFinite(value) ? value : String(value)
    case 'bigint':
      return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
    case 'object':
      if (value === null) return null
      if (depth >= DEPTH_LIMIT) return `[nested deeper than ${DEPTH_LIMIT} levels]`
      if (value instanceof Date) return toDateText(value)
      if (value instanceof Uint8Array) return `[${value.length} bytes]`
      return Array.isArray(value)
        ? value.map((entry) => toCleanJson(entry, depth + 1))
        : toCleanObject(value, depth)
    default:
      return null
  }
}

function toCleanObject(value: object, depth: number): JsonObject {
  const clean: Record<string, Json> = {}
  for (const [key, entry] of Object.entries(value)) {
    setProperty(clean, key, toCleanJson(entry, depth + 1))
  }
  return clean
}

function toDateText(date: Date): string {
  return Number.isNaN(date.getTime()) ? 'Invalid Date' : date.toISOString()
}

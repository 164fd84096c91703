import { isObject, readJsonObject, readPairs, readScalar, readText, toJson } from '../json.ts'
import type { Json } from '../json.ts'
import type { Request } from '../record/surroundings.ts'

type Pairs = readonly (readonly [string, string])[]

export function readRequest(value: unknown): Request | undefined {
  if (!isObject(value)) return undefined
  const body = value['data']
  return {
    method: readText(value['method']),
    url: readText(value['url']),
    query: readQuery(value['query_string']),
    fragment: readText(value['fragment']),
    headers: readHeaders(value['headers']),
    cookies: readCookies(value['cookies']),
    body: body === undefined || body === null ? undefined : toJson(body),
    env: readJsonObject(value['env']),
  }
}

function readQuery(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value
  const pairs = toTextPairs(readPairs(value))
  return pairs.length === 0
    ? undefined
    : new URLSearchParams(pairs.map(([k, v]) => [k, v])).toString()
}

/** Servers take a hundred headers; of a cookie header, megabytes of `a;a;a` would be most of a gigabyte. */
const PAIR_LIMIT = 1_000

function readHeaders(value: unknown): Pairs {
  if (typeof value !== 'string') return toTextPairs(readPairs(value))
  return value
    .split(/\r?\n/, PAIR_LIMIT)
    .map((line) => line.split(/:(.*)/s))
    .filter(([name]) => name !== undefined && name.trim() !== '')
    .map(([name = '', rest = '']) => [name.trim(), rest.trim()] as const)
}

function readCookies(value: unknown): Pairs {
  if (typeof value !== 'string') return toTextPairs(readPairs(value))
  return value
    .split(';', PAIR_LIMIT)
    .filter((part) => part.trim() !== '')
    .map((part) => part.split(/=(.*)/s))
    .map(([name = '', rest = '']) => [name.trim(), rest.trim()] as const)
}

function toTextPairs(pairs: readonly [string, unknown][]): Pairs {
  return pairs.map(([key, value]) => [key, toHeaderText(value)] as const)
}

/** Headers that came twice are a list. */
function toHeaderText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(toHeaderText).join(', ')
  const json: Json = toJson(value)
  return readScalar(json) ?? JSON.stringify(json)
}

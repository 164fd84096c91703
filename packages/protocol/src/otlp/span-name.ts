import { readText } from '../json.ts'
import type { Attributes } from '../record/base.ts'

/**
 * What a list shows: OpenTelemetry's name, but for a query its text, and for a request whose name is
 * no more than the method also where it went. So spans of either kind of SDK read alike.
 */
export function toSpanName(name: string, op: string, attributes: Attributes): string {
  if (op === 'db') return toQueryName(name, attributes)
  if (op.startsWith('http')) return toRequestName(name, attributes)
  return name || op
}

function toQueryName(name: string, attributes: Attributes): string {
  const text = readEither(attributes, 'db.query.text', 'db.statement')
  return text ?? (name || toQuerySummary(attributes))
}

function toQuerySummary(attributes: Attributes): string {
  const operation = readEither(attributes, 'db.operation.name', 'db.operation')
  const target = readText(attributes['db.collection.name'])
  const parts = [operation, target].filter((part) => part !== undefined)
  return readText(attributes['db.query.summary']) ?? (parts.join(' ') || 'db')
}

function toRequestName(name: string, attributes: Attributes): string {
  const method = readEither(attributes, 'http.request.method', 'http.method') ?? 'HTTP'
  const isBare = name === '' || name === method || name === `HTTP ${method}`
  if (!isBare) return name
  const target =
    readText(attributes['http.route']) ??
    readEither(attributes, 'url.full', 'http.url') ??
    readEither(attributes, 'url.path', 'http.target')
  return target === undefined ? method : `${method} ${withoutQuery(target)}`
}

function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/s, '')
}

function readEither(attributes: Attributes, name: string, oldName: string): string | undefined {
  return readText(attributes[name]) ?? readText(attributes[oldName])
}

import type { Json, SpanItem } from 'protocol'
import type { TreeSpan } from './span-tree.ts'

/** What stands beside a span's name: what it is, where it is not said by the name. */
export function toSpanDetail({ op, attributes }: Pick<TreeSpan, 'op' | 'attributes'>): string {
  const size =
    attributes?.['http.response_content_length'] ?? attributes?.['http.response.body.size']
  const status = attributes?.['http.response.status_code']
  const words = [op === 'default' ? '' : op, toWord(status), toSize(size)]
  return words.filter((word) => word !== '').join(' · ')
}

function toWord(value: Json | undefined): string {
  return typeof value === 'number' || typeof value === 'string' ? String(value) : ''
}

function toSize(value: Json | undefined): string {
  const size = Number(value)
  if (value === undefined || value === null || !Number.isFinite(size) || size < 1024) return ''
  return size < 1024 * 1024 ? `${Math.round(size / 1024)} KB` : `${(size / 1048576).toFixed(1)} MB`
}

/**
 * What spans that do the same have in common: the name without what differs from one to the next,
 * as numbers, ids and quoted values do.
 */
export function toSameness({ op, name }: Pick<SpanItem, 'op' | 'name'>): string {
  const text = name.slice(0, 400)
  return `${op} ${text.replace(/'[^']*'|"[^"]*"|\b[\da-f]{8,}[\da-f-]*\b|\d+/gi, '?')}`
}

/** `SELECT * FROM product WHERE id = 1` → `SELECT … FROM product WHERE id = 1`. */
export function toShortName(name: string): string {
  return name
    .replace(/^(select)\s+.{12,}?\s+from\s/i, '$1 … FROM ')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

/** What a span is called where there is little room; the browser's own are called by their URL alone. */
export function toShownSpanName({ op, name }: Pick<SpanItem, 'op' | 'name'>): string {
  const own = /^browser\.(\w+)$/.exec(op)?.[1]
  if (own !== undefined) return own.replaceAll('_', ' ')
  return toShortName(name) || op
}

/** Whether a span failed, in the words of any sender. */
export function isFailed({ status }: Pick<SpanItem, 'status'>): boolean {
  return status !== undefined && status !== 'ok' && status !== 'unset' && status !== 'cancelled'
}

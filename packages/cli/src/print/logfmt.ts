import { toVisibleText } from 'protocol'

/** A value is said bare where nothing in it could be taken for anything else. */
const BARE = /^[\w.:/@+-]+$/

/** `level=error msg="two\nlines"`: whatever a value holds, the line stays one. */
export function toLogfmtLine(fields: Readonly<Record<string, unknown>>): string {
  return Object.entries(fields)
    .flatMap(([key, value]) =>
      value === undefined || value === null ? [] : [`${toKey(key)}=${toValue(value)}`],
    )
    .join(' ')
}

function toKey(key: string): string {
  return key.replace(/[^\w.-]/g, '_') || '_'
}

function toValue(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  if (BARE.test(text)) return text
  return `"${toVisibleText(text.replaceAll('\\', '\\\\').replaceAll('"', '\\"'))}"`
}

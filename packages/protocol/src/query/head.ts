import { toLiteral } from './scan.ts'
import type { QueryKey, QueryOperator } from './syntax.ts'

const operators: ReadonlyMap<string, QueryOperator> = new Map([
  [':', '='],
  [':=', '='],
  [':!=', '!='],
  [':>', '>'],
  [':>=', '>='],
  [':<', '<'],
  [':<=', '<='],
  [':=~', '=~'],
])

/** What a colon and the signs behind it ask. */
export function toOperator(written: string): QueryOperator {
  return operators.get(written) ?? '='
}

/** A key as it stands before its colon: `a.b`, `"any key"`, `tags[a.b]`. */
export function toKey(written: string): QueryKey {
  const isTag = written.endsWith(']')
  const key = isTag ? written.slice('tags['.length, -1) : written
  return { key: key.startsWith('"') ? toLiteral(key.slice(1, -1)) : key, isTag }
}

import type { Json, SpanItem } from 'protocol'
import { toGraphqlText } from './graphql-text.ts'
import { toObjectText } from './object-text.ts'

/** A place in the code that a span names, as OpenTelemetry and Sentry write it. */
export interface SpanPlace {
  readonly file: string
  readonly line: number | undefined
}

const FILE_KEYS = ['code.file.path', 'code.filepath']
const LINE_KEYS = ['code.line.number', 'code.lineno', 'code.line']

export function toCodePlace({ attributes }: Pick<SpanItem, 'attributes'>): SpanPlace | undefined {
  const file = FILE_KEYS.map((key) => attributes[key]).find((value) => typeof value === 'string')
  if (file === undefined) return undefined
  const line = LINE_KEYS.map((key) => Number(attributes[key])).find(Number.isInteger)
  return { file, line }
}

export type StatementLanguage = 'sql' | 'graphql' | 'object' | 'text'

/** What was asked of a database, and how it reads. */
export interface SpanStatement {
  readonly text: string
  readonly language: StatementLanguage
  readonly system: string | undefined
}

const STATEMENT_KEYS = ['db.query.text', 'db.statement', 'graphql.document', 'graphql.source']

export function toStatement({ op, name, attributes }: SpanItem): SpanStatement | undefined {
  const said = STATEMENT_KEYS.map((key) => attributes[key]).find(isText)
  const system = [attributes['db.system.name'], attributes['db.system']].find(isText)
  const text = said ?? (op.startsWith('db') && op !== 'db.redis' ? name : undefined)
  if (text === undefined || text === '') return undefined
  return { text, language: toLanguage(text, system, attributes), system }
}

function isText(value: Json | undefined): value is string {
  return typeof value === 'string' && value !== ''
}

const SQL =
  /^\s*(?:select|insert|update|delete|with|create|alter|drop|begin|commit|pragma|explain)\b/i

const GRAPHQL = /^\s*(?:(?:query|mutation|subscription)\b[^{]*|fragment\s+\w+\s+on\s+\w+\s*)\{/

function toLanguage(
  text: string,
  system: string | undefined,
  attributes: SpanItem['attributes'],
): StatementLanguage {
  if (attributes['graphql.document'] === text || attributes['graphql.source'] === text)
    return 'graphql'
  if (GRAPHQL.test(text)) return 'graphql'
  if (SQL.test(text)) return 'sql'
  if (system === 'mongodb' || /^\s*[[{]/.test(text)) return 'object'
  return 'text'
}

/** Longer ones are left as they are: nobody reads them, and the page would stand still. */
const READABLE_LIMIT = 100_000

/** A statement over several lines; what cannot be read is left as it is. */
export async function toReadable({ text, language }: SpanStatement): Promise<string> {
  if (text.length > READABLE_LIMIT) return text
  try {
    if (language === 'sql') {
      // Large, and nobody needs it who opens no query.
      const { formatDialect, sql } = await import('sql-formatter')
      return formatDialect(text, { dialect: sql, keywordCase: 'upper', tabWidth: 2 })
    }
    if (language === 'graphql') return toGraphqlText(text)
    if (language === 'object') return toObjectText(text)
  } catch {
    // A statement that was cut, or of a dialect of its own.
  }
  return text
}

/** Attributes that are shown elsewhere already are not shown again. */
export function toShownAttributes(span: SpanItem): readonly (readonly [string, Json])[] {
  return Object.entries(span.attributes)
    .filter(([key]) => !STATEMENT_KEYS.includes(key))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
}

import type { JsonObject, Parameters, Problem } from 'protocol'
import type { SqlRow } from '../driver/database.ts'
import { toSource } from '../query/source.ts'
import type { ReadContext } from './context.ts'
import { readRows, readSourcePage, toAnswer } from './lists.ts'
import type { CountedList } from './lists.ts'
import { optional } from './origins.ts'
import { notFound } from './refusal.ts'
import { readWritten } from '../written-json.ts'

interface PartFacts {
  readonly type: string
  readonly offset: number
  readonly size: number
  readonly isDamaged: boolean
}

/** What arrived, newest first. */
export function listEnvelopes(context: ReadContext, parameters: Parameters): CountedList {
  const source = toSource('arrival')
  const page = readSourcePage(context, source, parameters)
  const rows = readRows(context, source, page.rows)
  return toAnswer(
    page,
    rows.map((row) => toEnvelope(context, row)),
  )
}

export function readEnvelopeDetail(context: ReadContext, id: string): object {
  const row = findArrival(context, id)
  return {
    ...toEnvelope(context, row),
    header: row['header'] === null ? {} : readWritten<JsonObject>(row['header']),
    contentType: optional(row['content_type']),
    contentEncoding: optional(row['content_encoding']),
    parameters: row['parameters'] === null ? {} : readWritten<JsonObject>(row['parameters']),
    items: readParts(row),
  }
}

export interface RawBody {
  readonly contentType: string | undefined
  readonly contentEncoding: string | undefined
  readonly body: Uint8Array
  /** The body is in this file of the log folder instead. */
  readonly file: string | undefined
}

/** An arrival's body, byte for byte as it came. */
export function readRawBody(context: ReadContext, id: string): RawBody {
  const row = findArrival(context, id)
  const entry = context.arrivals.entryOf(Number(row['no']))
  if (entry === undefined) throw notFound('envelope', id)
  const { contentType, contentEncoding, file } = entry.facts
  return { contentType, contentEncoding, body: entry.body, file }
}

function findArrival({ database }: ReadContext, id: string): SqlRow {
  const row = database.get('SELECT * FROM arrival WHERE id = ?', [id])
  if (row === undefined) throw notFound('envelope', id)
  return row
}

function toEnvelope({ origins }: ReadContext, row: SqlRow): object {
  const { project, service, sdk } = origins.scopeOf(Number(row['scope']))
  return {
    id: row['id'],
    receivedAt: row['received_at'],
    format: row['format'],
    channel: row['channel'],
    size: row['size'],
    project,
    service,
    sdk: sdk === undefined ? undefined : [sdk.name, sdk.version].filter(Boolean).join(' '),
    itemTypes: [...new Set(readParts(row).map(({ type }) => type))],
    problems: row['problems'] === null ? [] : readWritten<Problem[]>(row['problems']),
  }
}

function readParts(row: SqlRow): readonly PartFacts[] {
  return row['items'] === null ? [] : readWritten<PartFacts[]>(row['items'])
}

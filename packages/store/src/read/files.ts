import type { TelemetryRecord } from 'protocol'
import type { ReadContext } from './context.ts'
import { notFound } from './refusal.ts'

/** A file that a record is about. */
export interface RecordFile {
  readonly data: Uint8Array
  readonly contentType: string | undefined
  readonly filename: string
  /** The bytes are in this file of the log folder instead. */
  readonly file: string | undefined
}

/** The end of an upload's address is the id of the arrival that its bytes became. */
const UPLOAD = /(?:^|\/)([0-9a-f]{32})\/?$/

/** An attachment's bytes, or another part of an arrival that a record holds. */
export function readRecordFile(context: ReadContext, id: string): RecordFile {
  const split = id.lastIndexOf('-')
  const { arrival, record } = findRecord(context, id.slice(0, split), Number(id.slice(split + 1)))
  if (record === undefined || !('data' in record)) throw notFound('file', id)
  const contentType = record.kind === 'attachment' ? record.contentType : undefined
  const filename = 'filename' in record ? record.filename : undefined
  const facts = { contentType, filename: filename ?? `${record.kind}.bin` }
  if (record.data !== undefined) {
    // Of a large upload a part was read; all of it is in its file.
    const entry = context.arrivals.entryOf(arrival)
    const file = entry?.facts.format === 'upload' ? entry.facts.file : undefined
    return { ...facts, data: record.data, file }
  }
  // What came by resumable upload is named by the item that it belongs to.
  const upload = record.kind === 'attachment' ? UPLOAD.exec(record.location ?? '')?.[1] : undefined
  if (upload === undefined) throw notFound('file', id)
  const { data, file } = readRecordFile(context, `${upload}-0`)
  return { ...facts, data, file }
}

function findRecord(
  { database, arrivals }: ReadContext,
  id: string,
  ordinal: number,
): { readonly arrival: number; readonly record: TelemetryRecord | undefined } {
  const row = database.get('SELECT no FROM arrival WHERE id = ?', [id])
  const arrival = Number(row?.['no'] ?? 0)
  return { arrival, record: row && arrivals.recordAt(arrival, ordinal) }
}

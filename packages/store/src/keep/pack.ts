import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { deflateRawSync } from 'node:zlib'
import { inTransaction } from '../driver/database.ts'
import type { Database, SqlRow } from '../driver/database.ts'
import { readArrivalBytes } from '../log/arrival-bytes.ts'
import { toEntryBytes } from '../log/entry.ts'
import type { LogEntry } from '../log/entry.ts'
import { toPackPath, toPartPath, toSegmentPath } from '../log/segment.ts'

/** Smaller bodies hardly shrink. */
const PACK_FROM = 400

/** Bytes handled before other work gets its turn. */
const STEP_BYTES = 1 << 20

/**
 * Rewrites a finished segment with its bodies deflated, and without what was evicted: a quarter of
 * the space or less. Yields between steps. Each pack is a file of its own, which gets its name when
 * it is whole, and the rows say which one counts: they change all at once.
 */
export function* packSegment(database: Database, folder: string, segment: number): Generator<void> {
  const rows = database.all(
    'SELECT no, place, length, generation FROM arrival WHERE segment = ? ORDER BY place',
    [segment],
  )
  const before = rows.reduce((greatest, row) => Math.max(greatest, Number(row['generation'])), 0)
  const generation = before + 1
  const moved: (readonly [place: number, length: number, no: number])[] = []
  const path = toPackPath(folder, segment, generation)
  const part = toPartPath(path)
  const file = openSync(part, 'w')
  let place = 0
  let sinceYield = 0
  try {
    for (const row of rows) {
      const entry = readArrivalBytes(folder, toPlace(segment, row))
      if (entry === undefined) continue
      const buffers = toEntryBytes(toPacked(entry))
      for (const buffer of buffers) writeSync(file, buffer)
      const length = buffers.reduce((sum, buffer) => sum + buffer.length, 0)
      moved.push([place, length, Number(row['no'])])
      place += length
      sinceYield += Number(row['length'])
      if (sinceYield < STEP_BYTES) continue
      sinceYield = 0
      yield
    }
  } finally {
    closeSync(file)
  }
  if (moved.length > 0) renameSync(part, path)
  else rmSync(part)
  const update = database.prepare(
    `UPDATE arrival SET place = ?, length = ?, generation = ${generation} WHERE no = ?`,
  )
  inTransaction(database, () => {
    for (const values of moved) update.run(values)
  })
  rmSync(toSegmentPath(folder, segment), { force: true })
  if (before > 0) rmSync(toPackPath(folder, segment, before), { force: true })
}

function toPlace(segment: number, row: SqlRow): Parameters<typeof readArrivalBytes>[1] {
  return {
    segment,
    offset: Number(row['place']),
    length: Number(row['length']),
    generation: Number(row['generation']),
  }
}

function toPacked(entry: LogEntry): LogEntry {
  const { facts, body } = entry
  if (body.length < PACK_FROM || facts.contentEncoding || facts.isPacked) return entry
  const packed = deflateRawSync(body, { level: 1 })
  const isSmaller = packed.length < body.length * 0.9
  return isSmaller ? { facts: { ...facts, isPacked: true }, body: packed } : entry
}

import type { TelemetryRecord } from 'protocol'
import type { Database, SqlRow } from '../driver/database.ts'
import { readArrivalBytes } from '../log/arrival-bytes.ts'
import type { LogEntry } from '../log/entry.ts'
import { readArrivalEntry } from '../log/read-arrival-entry.ts'

/** Details that rows do not keep are read again from the bytes that arrived. */
export interface ArrivalRecords {
  readonly entryOf: (arrival: number) => LogEntry | undefined
  readonly recordAt: (arrival: number, ordinal: number) => TelemetryRecord | undefined
  /** After arrivals were removed: their numbers may be others' now. */
  readonly forget: () => void
}

/** Events of one page often come from the same few arrivals. */
const CACHE_LIMIT = 16

export function createArrivalRecords(database: Database, folder: string): ArrivalRecords {
  const cache = new Map<number, readonly TelemetryRecord[]>()
  const find = database.prepare(
    'SELECT id, segment, place, length, generation, file FROM arrival WHERE no = ?',
  )

  const entryOf = (arrival: number): LogEntry | undefined => {
    const row = find.get([arrival])
    const entry = row && readArrivalBytes(folder, toPlace(row))
    if (row === undefined || entry !== undefined) return entry
    // Its segment was packed between the look at the row and the look at the file.
    const moved = find.get([arrival])
    return moved && readArrivalBytes(folder, toPlace(moved))
  }

  const recordsOf = (arrival: number): readonly TelemetryRecord[] => {
    let records = cache.get(arrival)
    if (records === undefined) {
      const entry = entryOf(arrival)
      records = entry ? readArrivalEntry(entry, folder).reading.records : []
      if (cache.size >= CACHE_LIMIT) cache.delete([...cache.keys()][0] ?? 0)
      cache.set(arrival, records)
    }
    return records
  }

  return {
    entryOf,
    recordAt: (arrival, ordinal) => recordsOf(arrival)[ordinal],
    forget: () => cache.clear(),
  }
}

function toPlace(row: SqlRow): Parameters<typeof readArrivalBytes>[1] {
  return {
    segment: Number(row['segment']),
    offset: Number(row['place']),
    length: Number(row['length']),
    generation: Number(row['generation']),
  }
}

import type { Database } from '../driver/database.ts'
import { readPosition } from '../log/position.ts'
import type { Missed } from '../stream/streams.ts'

/** Who comes without a past gets as much of ours. */
const BACKLOG = 500

/** Places looked up at once: no more than are printed before they can become others. */
const PART = 64

const PRINTED = "format IN ('envelope', 'store')"

/** After which arrival a reader of the stream begins, who has seen `lastId` or does not say. */
export function readStreamStart(database: Database, lastId: string | undefined): number {
  const known = lastId && database.get('SELECT no FROM arrival WHERE id = ?', [lastId])
  if (known) return Number(known['no'])
  const oldest = database.get(
    `SELECT min(no) AS no FROM
      (SELECT no FROM arrival WHERE ${PRINTED} ORDER BY no DESC LIMIT ${BACKLOG})`,
    [],
  )
  return Number(oldest?.['no'] ?? 1) - 1
}

/** The next that a reader has not seen, and how far in the log those reach that have rows. */
export function readMissed(database: Database, after: number): Missed {
  // Both answers have to be about the same moment.
  database.exec('BEGIN')
  try {
    const rows = database.all(
      `SELECT no, segment, place, length, generation FROM arrival
        WHERE no > ? AND ${PRINTED} ORDER BY no LIMIT ${PART}`,
      [after],
    )
    const places = rows.map((row) => ({
      no: Number(row['no']),
      segment: Number(row['segment']),
      offset: Number(row['place']),
      length: Number(row['length']),
      generation: Number(row['generation']),
    }))
    return { places, end: readPosition(database) }
  } finally {
    database.exec('COMMIT')
  }
}

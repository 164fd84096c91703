import type { Database } from '../driver/database.ts'
import { readPosition } from '../log/position.ts'
import type { StreamStart } from '../stream/streams.ts'

/** Who comes without a past gets as much of ours. */
const BACKLOG = 500

/** What a reader of the stream has not seen; all that is kept where it does not say, or nobody knows. */
export function readStreamStart(
  database: Database,
  lastId: string | undefined,
  isBase64: boolean,
): StreamStart {
  // Both answers have to be about the same moment.
  database.exec('BEGIN')
  try {
    const known = lastId && database.get('SELECT no FROM arrival WHERE id = ?', [lastId])
    const after = known ? Number(known['no']) : 0
    const rows = database.all(
      `SELECT segment, place, length, generation FROM arrival
        WHERE no > ? AND format IN ('envelope', 'store') ORDER BY no DESC LIMIT ${BACKLOG}`,
      [after],
    )
    const missed = rows
      .map((row) => ({
        segment: Number(row['segment']),
        offset: Number(row['place']),
        length: Number(row['length']),
        generation: Number(row['generation']),
      }))
      .toReversed()
    return { missed, start: readPosition(database), isBase64 }
  } finally {
    database.exec('COMMIT')
  }
}

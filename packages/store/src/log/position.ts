import type { Database } from '../driver/database.ts'
import type { LogPosition } from './segment.ts'

/** Up to where the log has become rows; written in the same transaction as they. */
export function readPosition(database: Database): LogPosition {
  const row = database.get(`SELECT value FROM setting WHERE name = 'position'`, [])
  const [segment = 0, offset = 0] = String(row?.['value'] ?? '0 0')
    .split(' ')
    .map(Number)
  return { segment, offset }
}

export function writePosition(database: Database, { segment, offset }: LogPosition): void {
  database.run(`INSERT OR REPLACE INTO setting VALUES ('position', ?)`, [`${segment} ${offset}`])
}

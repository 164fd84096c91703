import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from '../driver/database.ts'
import { isPartPath, listSegmentFiles, toSegmentFilePath } from '../log/segment.ts'
import type { LogPosition } from '../log/segment.ts'

/**
 * What earlier processes left in the log's folder when they were killed: halves of packs, files that
 * a pack replaced, segments of which nothing is left. Only what the database has read is
 * judged by it: a new one, made because the old was damaged, knows nothing yet.
 */
export function removeLeftovers(database: Database, folder: string, read: LogPosition): void {
  for (const name of readdirSync(folder)) {
    if (isPartPath(name)) rmSync(join(folder, name), { force: true })
  }
  const known = new Set(
    database
      .all('SELECT DISTINCT segment, generation FROM arrival', [])
      .map((row) => toSegmentFilePath(folder, Number(row['segment']), Number(row['generation']))),
  )
  for (const { segment, path } of listSegmentFiles(folder)) {
    if (segment < read.segment && !known.has(path)) rmSync(path, { force: true })
  }
}

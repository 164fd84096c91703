import { readdirSync, rmSync, statSync } from 'node:fs'
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

/**
 * Large bodies that were still coming when a process was killed. Asked once everything is read that
 * stood in the log at the start: what was answered has its row.
 */
export function removeLostBodies(database: Database, folder: string, startedAt: number): void {
  const isKnown = database.prepare('SELECT 1 FROM arrival WHERE file = ? LIMIT 1')
  for (const name of readdirSync(folder)) {
    if (!name.endsWith('.body') || isKnown.get([name]) !== undefined) continue
    const path = join(folder, name)
    const changedAt = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? startedAt
    if (changedAt < startedAt) rmSync(path, { force: true })
  }
}

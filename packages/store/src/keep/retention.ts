import { rmSync } from 'node:fs'
import { createLosses } from '../ingest/losses.ts'
import { inTransaction } from '../driver/database.ts'
import type { Database } from '../driver/database.ts'
import { readPosition } from '../log/position.ts'
import { listSegmentFiles } from '../log/segment.ts'
import { evict } from './evict.ts'
import type { Evicted } from './evict.ts'
import { readFolderSize, removeFiles, removeSegment } from './log-files.ts'
import { listSetAside } from './set-aside.ts'

export interface RetentionOptions {
  /** Of the database: others that could not be used lie beside it. */
  readonly path: string
  readonly log: string
  readonly maxBytes: number
}

/** What of the store may be removed, and by whose wish. */
export interface Removal {
  /** Only what came before; milliseconds since the epoch. */
  readonly before: number | undefined
  /** Only what this service sent. */
  readonly service: string | undefined
}

/** Keeps the folder within its size: the oldest traces go first, each as a whole. */
export interface Retention {
  readonly bytes: () => number
  readonly isTooLarge: () => boolean
  /** Not to be left until there is nothing else to do. */
  readonly isFarTooLarge: () => boolean
  /** Whether anything could be removed. */
  readonly evictOldest: () => boolean
  readonly clear: (removal: Removal) => void
  /** A finished segment whose bodies are not deflated yet, or of which much is gone. */
  readonly nextToPack: (current: number) => number | undefined
}

/** Sizes change slowly; looking at them costs a look at every file. */
const SIZE_AGE = 1000

/** How much of the store goes at once, at least. */
const SHARE = 0.1

export function createRetention(
  database: Database,
  { path, log, maxBytes }: RetentionOptions,
): Retention {
  let size = 0
  let sizeAt = -Infinity
  let stuckAt = -1
  const toPack = new Set<number>()

  const bytes = (): number => {
    const now = performance.now()
    if (now - sizeAt < SIZE_AGE) return size
    sizeAt = now
    const pages = readPragma(database, 'page_count') - readPragma(database, 'freelist_count')
    size = readFolderSize(log) + pages * readPragma(database, 'page_size')
    for (const aside of listSetAside(path)) size += aside.bytes
    return size
  }

  const remove = (
    beforeArrival: number,
    scopes: readonly number[] | undefined,
    reason: string,
  ): Evicted => {
    const evicted = inTransaction(database, () => {
      const gone = evict(database, { beforeArrival, scopes })
      const losses = createLosses(database)
      for (const [kind, count] of Object.entries(gone.rows))
        losses.add(undefined, 'evicted', reason, kind, count)
      losses.flush()
      return gone
    })
    // The log's writer has its last segment open; what is gone of it goes when that is packed.
    const current = readPosition(database).segment
    for (const segment of evicted.emptySegments) {
      toPack.delete(segment)
      if (segment < current) removeSegment(log, segment)
      else toPack.add(segment)
    }
    removeFiles(log, evicted.files)
    for (const segment of evicted.touchedSegments) toPack.add(segment)
    database.exec('PRAGMA incremental_vacuum')
    // Of the pages given back some still lie in the write-ahead log.
    if (database.hasWal) database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    sizeAt = -Infinity
    return evicted
  }

  return {
    bytes,
    isTooLarge: () => bytes() > maxBytes,
    isFarTooLarge: () => bytes() > maxBytes * 1.1,
    evictOldest: () => {
      // Everything that is in one of these was read from the log again.
      const [aside] = listSetAside(path)
      if (aside !== undefined) {
        rmSync(aside.path, { force: true })
        sizeAt = -Infinity
        return true
      }
      const arrivals = readArrivalRange(database)
      if (arrivals === undefined || arrivals.last === stuckAt) return false
      const share = Math.max(SHARE, 1 - maxBytes / bytes() + SHARE / 2)
      const before =
        arrivals.first + Math.ceil((arrivals.last - arrivals.first + 1) * Math.min(share, 0.9))
      const { rows } = remove(before, undefined, 'to stay within the size')
      // Everything left is pinned, or belongs to traces that go on: asking again would not help.
      if (Object.keys(rows).length === 0) stuckAt = arrivals.last
      return true
    },
    clear: ({ before, service }) => {
      const row = database.get('SELECT max(no) AS no FROM arrival WHERE received_at < ?', [
        before ?? Number.MAX_SAFE_INTEGER,
      ])
      const scopes =
        service === undefined
          ? undefined
          : database
              .all('SELECT no FROM scope WHERE service = ?', [service])
              .map((found) => Number(found['no']))
      remove(Number(row?.['no'] ?? 0) + 1, scopes, 'cleared')
    },
    nextToPack: (current) => {
      const touched = [...toPack].find((segment) => segment < current)
      if (touched !== undefined) {
        toPack.delete(touched)
        return touched
      }
      return listSegmentFiles(log).find(
        ({ segment, generation }) =>
          generation === 0 && segment < current && hasArrivals(database, segment),
      )?.segment
    },
  }
}

function hasArrivals(database: Database, segment: number): boolean {
  return database.get('SELECT 1 FROM arrival WHERE segment = ? LIMIT 1', [segment]) !== undefined
}

function readArrivalRange(
  database: Database,
): { readonly first: number; readonly last: number } | undefined {
  const row = database.get('SELECT min(no) AS first, max(no) AS last FROM arrival', [])
  if (row === undefined || row['first'] === null) return undefined
  return { first: Number(row['first']), last: Number(row['last']) }
}

function readPragma(database: Database, name: string): number {
  return Number(Object.values(database.get(`PRAGMA ${name}`, []) ?? {})[0] ?? 0)
}

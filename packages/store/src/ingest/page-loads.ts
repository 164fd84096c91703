import type { PageEntry, PageLoadRecord } from 'protocol'
import type { Database } from '../driver/database.ts'
import { readWritten } from '../written-json.ts'

/**
 * A page load is told again and again while it is on screen, each time with all that is known of
 * it: there is one row of it, the latest. The last telling has to fit into a beacon and may leave
 * entries out that an earlier one had.
 */
export interface PageLoads {
  /** Takes the row there is away, and gives what takes its place. */
  readonly takePlace: (page: PageLoadRecord) => PageLoadRecord
}

/** A loader tells of 600 at most; who tells of others each time is no loader. */
const LIMIT = 2000

export function createPageLoads(database: Database): PageLoads {
  const find = database.prepare('SELECT rest FROM page_load WHERE page_id = ?')
  const remove = database.prepare('DELETE FROM page_load WHERE page_id = ?')
  return {
    takePlace: (page) => {
      const row = find.get([page.id])
      if (row === undefined) return page
      remove.run([page.id])
      const { entries } = readWritten<Pick<PageLoadRecord, 'entries'>>(row['rest'])
      return { ...page, entries: toJoined(entries, page.entries) }
    },
  }
}

function toJoined(before: readonly PageEntry[], after: readonly PageEntry[]): readonly PageEntry[] {
  const latest = new Map([...before, ...after].map((entry) => [toKey(entry), entry]))
  return [...latest.values()].toSorted((a, b) => a.time - b.time).slice(-LIMIT)
}

/** The same measurement again: a navigation goes on until the page is loaded. */
function toKey({ type, name, time }: PageEntry): string {
  return `${type} ${name} ${time}`
}

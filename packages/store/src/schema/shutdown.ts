import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'

/** How the last process left a database. */
export type Shutdown =
  /** Everything was written down, and nobody has touched it since; or there is none yet. */
  | 'clean'
  /** It was killed, or the machine stopped. */
  | 'unclean'
  /** It found that what it read could not be. */
  | 'suspect'

function toPath(database: string): string {
  return `${database}-shutdown`
}

/** Read once: whoever opens the database now has to leave it well again. */
export function takeShutdown(database: string): Shutdown {
  const path = toPath(database)
  if (!existsSync(database)) return 'clean'
  let said: string | undefined
  try {
    said = readFileSync(path, 'utf8')
    rmSync(path, { force: true })
  } catch {
    return 'unclean'
  }
  if (said === 'suspect') return 'suspect'
  return said === describe(database) ? 'clean' : 'unclean'
}

export function markClean(database: string): void {
  mark(database, describe(database))
}

export function markSuspect(database: string): void {
  mark(database, 'suspect')
}

function mark(database: string, text: string | undefined): void {
  if (text === undefined) return
  try {
    writeFileSync(toPath(database), text)
  } catch {
    // On a full disk the next start looks again.
  }
}

/** `undefined` while some of it is still in a write-ahead log. */
function describe(database: string): string | undefined {
  const found = statSync(database, { throwIfNoEntry: false })
  if (found === undefined || existsSync(`${database}-wal`)) return undefined
  return `${found.size} ${Math.round(found.mtimeMs)}`
}

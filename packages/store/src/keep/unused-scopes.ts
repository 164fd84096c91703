import type { Database } from '../driver/database.ts'
import { toTableName } from '../schema/schema.ts'
import { tableNames } from '../table/tables.ts'

/**
 * Removes the scopes of which no row is left, within the caller's transaction: a sender that makes up
 * names would have them kept for ever. Blocks say which scopes are in them, so that only the newest
 * rows of each table are looked at.
 */
export function removeUnusedScopes(database: Database): void {
  database.exec('CREATE TEMP TABLE IF NOT EXISTS used_scope (no INTEGER PRIMARY KEY)')
  database.exec('DELETE FROM temp.used_scope')
  database.exec(`INSERT OR IGNORE INTO temp.used_scope SELECT scope FROM arrival`)
  database.exec(
    `INSERT OR IGNORE INTO temp.used_scope
      SELECT value FROM block, json_each(block.facts, '$.scopes')`,
  )
  for (const name of tableNames) {
    database.run(
      `INSERT OR IGNORE INTO temp.used_scope SELECT scope FROM ${toTableName(name)}
        WHERE no > coalesce((SELECT max(last) FROM block WHERE source = ?), 0)`,
      [name],
    )
  }
  const removed = database.run(
    'DELETE FROM scope WHERE no NOT IN (SELECT no FROM temp.used_scope)',
    [],
  )
  if (removed === 0) return
  // Their numbers are given out again: what an issue remembers must not become another sender's. A
  // trace that is kept has all of its rows.
  const known = '(SELECT no FROM temp.used_scope)'
  database.run(
    `UPDATE issue SET scopes =
        (SELECT json_group_array(value) FROM json_each(issue.scopes) WHERE value IN ${known})
      WHERE EXISTS (SELECT 1 FROM json_each(issue.scopes) WHERE value NOT IN ${known})`,
    [],
  )
}

import * as Sentry from '@sentry/node'
import sqlite from 'node-sqlite3-wasm'
import type { Database } from 'node-sqlite3-wasm'
import { seed } from './seed.ts'

type Row = ReturnType<Database['all']>[number]

const database = new sqlite.Database(':memory:')
seed(database)

/** No SDK instruments this driver, so the span that an instrumentation would make is made here. */
export function query(sql: string, values: (number | string)[] = []): readonly Row[] {
  return Sentry.startSpan(
    { name: sql, op: 'db', attributes: { 'db.system': 'sqlite', 'db.query.text': sql } },
    () => database.all(sql, values),
  )
}

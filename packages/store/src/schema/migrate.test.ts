import { describe, expect, test } from 'vitest'
import type { Database } from '../driver/database.ts'
import { drivers } from '../driver/drivers-fixture.ts'
import { openDatabase } from '../driver/open-database.ts'
import { migrate } from './migrate.ts'
import type { Migration } from './migrate.ts'

const steps: readonly Migration[] = [
  (database) => database.exec('CREATE TABLE thing (id INTEGER)'),
  (database) => database.exec('ALTER TABLE thing ADD COLUMN name TEXT'),
  (database) => database.exec(`UPDATE thing SET name = 'named'`),
]

const wrong: Migration = (database) => database.exec('no SQL')

function versionOf(database: Database): unknown {
  return database.get('PRAGMA user_version', [])?.['user_version']
}

describe.each(drivers)('by %s', (driver) => {
  const open = (): Promise<Database> =>
    openDatabase({ path: ':memory:', isReadOnly: false }, driver)

  test('a new database gets every table, and is current from then on', async () => {
    const database = await open()
    expect(migrate(database)).toBe('migrated')
    expect(migrate(database)).toBe('current')
    expect(database.all('SELECT * FROM arrival', [])).toEqual([])
    database.close()
  })

  test('an older one is lifted step by step, with what is in it', async () => {
    const database = await open()
    migrate(database, steps.slice(0, 1))
    database.exec('INSERT INTO thing VALUES (1)')
    expect(migrate(database, steps)).toBe('migrated')
    expect(database.all('SELECT * FROM thing', [])).toMatchObject([{ id: 1, name: 'named' }])
    expect(versionOf(database)).toBe(3)
    database.close()
  })

  test('a newer one is left as it is', async () => {
    const database = await open()
    migrate(database, steps)
    expect(migrate(database, steps.slice(0, 2))).toBe('newer')
    expect(versionOf(database)).toBe(3)
    database.close()
  })

  test('a step that fails leaves the version before, whole', async () => {
    const database = await open()
    migrate(database, steps.slice(0, 1))
    expect(() => migrate(database, [...steps.slice(0, 2), wrong])).toThrow(/syntax/)
    expect(versionOf(database)).toBe(1)
    expect(() => database.exec('SELECT name FROM thing')).toThrow(/name/)
    database.close()
  })

  test('one that knows no tabs learns them', async () => {
    const database = await open()
    migrate(database)
    database.exec('DROP INDEX trace_tab')
    database.exec('ALTER TABLE trace DROP COLUMN tab')
    database.exec('PRAGMA user_version = 2')
    expect(migrate(database)).toBe('migrated')
    expect(database.all('SELECT tab FROM trace', [])).toEqual([])
    database.close()
  })

  test('one that knows no sampling learns it', async () => {
    const database = await open()
    migrate(database)
    database.exec('ALTER TABLE trace DROP COLUMN sampling')
    database.exec('PRAGMA user_version = 3')
    expect(migrate(database)).toBe('migrated')
    expect(database.all('SELECT sampling FROM trace', [])).toEqual([])
    database.close()
  })

  test('one that has copies of a transaction keeps the first of them', async () => {
    const database = await open()
    migrate(database)
    database.exec('DROP INDEX transaction_identity')
    const insert = `INSERT INTO transaction_ (no, time, scope, arrival, ordinal, event_id)
      VALUES (?, 0, 1, 1, 0, ?)`
    for (const [index, id] of ['a', 'b', 'a'].entries()) database.run(insert, [index + 1, id])
    database.exec(`INSERT INTO block VALUES (1, 'transaction', 1, 3, '{"count":3}', NULL)`)
    database.exec('PRAGMA user_version = 1')
    expect(migrate(database)).toBe('migrated')
    const rows = database.all('SELECT no, event_id FROM transaction_ ORDER BY no', [])
    expect(rows).toMatchObject([
      { no: 1, event_id: 'a' },
      { no: 2, event_id: 'b' },
    ])
    expect(database.all('SELECT facts FROM block', [])).toMatchObject([{ facts: '{"count":2}' }])
    expect(() => database.run(insert, [4, 'a'])).toThrow(/UNIQUE/)
    database.close()
  })
})

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '../driver/database.ts'
import { drivers } from '../driver/drivers-fixture.ts'
import { openDatabase } from '../driver/open-database.ts'
import { createCountedRows } from './counted-rows.ts'
import type { CountedRows } from './counted-rows.ts'

describe.each(drivers)('by %s', (driver) => {
  let database: Database
  let rows: CountedRows

  const open = (): CountedRows =>
    createCountedRows(database, { name: 'seen', keys: ['name'], quantities: ['n'], limit: 2 })

  beforeEach(async () => {
    database = await openDatabase({ path: ':memory:', isReadOnly: false }, driver)
    database.exec('CREATE TABLE seen (name TEXT PRIMARY KEY, n INTEGER NOT NULL)')
    rows = open()
  })

  afterEach(() => database.close())

  const count = (...names: readonly string[]): void => {
    for (const name of names) rows.add([name], [1])
  }

  const read = (): unknown =>
    Object.fromEntries(
      database.all('SELECT * FROM seen ORDER BY name', []).map((row) => [row['name'], row['n']]),
    )

  test('counting the same again and again takes no room from others', () => {
    count('a', 'a', 'a', 'a', 'b')
    expect(read()).toEqual({ a: 4, b: 1 })
  })

  test('a full table takes no other row, and goes on counting in those it has', () => {
    count('a', 'b', 'c', 'a')
    rows = open()
    count('b', 'd')
    expect(read()).toEqual({ a: 2, b: 2 })
  })

  test('a sum beyond what a number can tell stays where it is', () => {
    rows.add(['a'], [2 ** 60])
    rows.add(['a'], [2 ** 60])
    expect(read()).toEqual({ a: Number.MAX_SAFE_INTEGER })
  })
})

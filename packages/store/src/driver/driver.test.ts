import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { inTransaction } from './database.ts'
import type { Database, SqlValue } from './database.ts'
import { drivers } from './drivers-fixture.ts'
import { isDamage, isDiskFull } from './failure.ts'
import { openDatabase } from './open-database.ts'

function valueOf(database: Database, sql: string, values: readonly SqlValue[] = []): unknown {
  return Object.values(database.get(sql, values) ?? {})[0]
}

function catchError(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    return error
  }
}

function refuse(): never {
  throw new Error('enough')
}

describe.each(drivers)('SQLite by %s', (driver) => {
  let folder: string
  let path: string
  const opened: Database[] = []

  const open = async (isReadOnly = false): Promise<Database> => {
    const database = await openDatabase({ path, isReadOnly }, driver)
    opened.push(database)
    return database
  }

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'footlight-driver-'))
    path = join(folder, 'x.db')
  })

  afterEach(() => {
    for (const database of opened.splice(0)) catchError(() => database.close())
    rmSync(folder, { recursive: true })
  })

  test('is the one that was asked for', async () => {
    expect((await open()).driver).toBe(driver)
  })

  test.each<[string, SqlValue]>([
    ['nothing', null],
    ['an empty text', ''],
    ['a text of all planes', 'é – 漢字 – 🎭 " \' \\ % _'],
    ['a long text', 'é'.repeat(2_000_000)],
    ['a small number', 7],
    ['a number beyond 32 bits', 2 ** 40 + 1],
    ['a part', 0.1],
    ['a number below zero', -12.5],
    ['the greatest number', Number.MAX_VALUE],
    ['no end', Infinity],
    ['bytes', new Uint8Array([0, 1, 255])],
    ['no bytes', new Uint8Array()],
  ])('%s comes back as it went in', async (_sentence, value) => {
    const database = await open()
    database.exec('CREATE TABLE thing (value)')
    expect(database.run('INSERT INTO thing VALUES (?)', [value])).toBe(1)
    const found = valueOf(database, 'SELECT value FROM thing')
    expect(found instanceof Uint8Array ? [...found] : found).toEqual(
      value instanceof Uint8Array ? [...value] : value,
    )
  })

  test('what is no number is nothing', async () => {
    expect(valueOf(await open(), 'SELECT ?', [NaN])).toBeNull()
  })

  test('a whole number in a column of parts comes back as it went in', async () => {
    const database = await open()
    database.exec('CREATE TABLE thing (value REAL)')
    database.run('INSERT INTO thing VALUES (?)', [200])
    expect(database.all('SELECT value FROM thing', [])).toMatchObject([{ value: 200 }])
  })

  test('a text goes on behind a NUL, and is found by what it was', async () => {
    const database = await open()
    database.exec('CREATE TABLE thing (value TEXT)')
    const name = 'class@anonymous\0/srv/app.php:12'
    database.run('INSERT INTO thing VALUES (?)', [name])
    const find = 'SELECT value FROM thing WHERE value'
    expect(valueOf(database, `${find} = ?`, [name])).toBe('class@anonymous␀/srv/app.php:12')
    expect(valueOf(database, `${find} LIKE '%app.php%'`)).toBeDefined()
  })

  test('rows come in order, with the names that were asked for', async () => {
    const database = await open()
    const sql = 'SELECT value AS n, value * 2 AS "twice n" FROM json_each(?) ORDER BY n DESC'
    expect(database.all(sql, ['[1, 2]']).map((row) => Object.entries(row))).toEqual([
      [
        ['n', 2],
        ['twice n', 4],
      ],
      [
        ['n', 1],
        ['twice n', 2],
      ],
    ])
    expect(valueOf(database, sql, ['[1, 2]'])).toBe(2)
    expect(database.get(sql, ['[]'])).toBeUndefined()
  })

  test('changes are counted, what was ignored is none', async () => {
    const database = await open()
    database.exec('CREATE TABLE thing (id TEXT UNIQUE)')
    const insert = database.prepare('INSERT OR IGNORE INTO thing VALUES (?)')
    expect(insert.run(['a'])).toBe(1)
    expect(insert.run(['a'])).toBe(0)
    expect(insert.run(['b'])).toBe(1)
    expect(database.run('UPDATE thing SET id = upper(id)', [])).toBe(2)
    expect(database.run('DELETE FROM thing WHERE id = ?', ['none'])).toBe(0)
  })

  test('a statement that failed works the next time', async () => {
    const database = await open()
    database.exec('CREATE TABLE thing (id TEXT NOT NULL UNIQUE)')
    const insert = database.prepare('INSERT INTO thing VALUES (?)')
    insert.run(['a'])
    expect(() => insert.run(['a'])).toThrow(/UNIQUE/)
    expect(insert.run(['b'])).toBe(1)
    expect(() => insert.run([null])).toThrow(/NOT NULL/)
    expect(insert.run(['c'])).toBe(1)
    expect(() => insert.run(['d', 'e'])).toThrow(/range/)
    expect(database.all('SELECT id FROM thing', []).map(({ id }) => id)).toEqual(['a', 'b', 'c'])
    expect(() => database.all('SELECT json(?)', ['{'])).toThrow(/malformed/)
    expect(valueOf(database, 'SELECT json(?)', ['{}'])).toBe('{}')
  })

  test('asking for one row keeps no table', async () => {
    const database = await open()
    database.exec('CREATE TABLE thing (id)')
    for (const id of ['a', 'b', 'c']) database.run('INSERT INTO thing VALUES (?)', [id])
    expect(database.get('SELECT id FROM thing', [])).toMatchObject({ id: 'a' })
    expect(() => database.exec('DROP TABLE thing')).not.toThrow()
  })

  test('what a transaction did is there as a whole or not at all', async () => {
    const database = await open()
    database.exec('CREATE TABLE thing (id TEXT UNIQUE)')
    const insert = database.prepare('INSERT INTO thing VALUES (?)')
    expect(inTransaction(database, () => insert.run(['a']))).toBe(1)
    const fail = (): void => {
      insert.run(['b'])
      insert.run(['a'])
    }
    expect(() => inTransaction(database, fail)).toThrow(/UNIQUE/)
    expect(inTransaction(database, () => insert.run(['c']))).toBe(1)
    expect(database.all('SELECT id FROM thing', []).map(({ id }) => id)).toEqual(['a', 'c'])
  })

  test.each<[string, string, unknown]>([
    ['what JSON holds', `SELECT '{"a.b":[1,"x"]}' ->> '$."a.b"[1]'`, 'x'],
    ['the text of JSON numbers', `SELECT '{"a":1e-7}' -> '$.a'`, '1e-7'],
    ['keys with quotes', `SELECT json_type('{"a\\"b":1}', '$."a\\"b"')`, 'integer'],
    ['entries of a list', `SELECT count(*) FROM json_each('{"a":[1,2]}', '$.a')`, 2],
    ['an expression in a text', `SELECT footlight_regexp('one two', '^ONE +t')`, 1],
    ['an expression that is not there', `SELECT footlight_regexp('one', 'two')`, 0],
    ['an expression in nothing', `SELECT footlight_regexp(NULL, 'a')`, null],
    ['an expression in a number', `SELECT footlight_regexp(200.0, '^200$')`, 1],
    ['an expression in a large number', `SELECT footlight_regexp(9007199254740993, '93$')`, 1],
    ['an expression that is none', `SELECT footlight_regexp('a(', 'a(')`, 0],
  ])('knows %s', async (_sentence, sql, expected) => {
    expect(valueOf(await open(), sql)).toBe(expected)
  })

  test('more statements than are kept can be asked, and each again', async () => {
    const database = await open()
    for (const turn of [1, 2]) {
      for (let n = 0; n < 250; n++)
        expect(valueOf(database, `SELECT ${n} * ?`, [turn])).toBe(n * turn)
    }
  })

  test('what was written is there when it is opened again', async () => {
    const first = await open()
    first.exec('CREATE TABLE thing (id)')
    first.run('INSERT INTO thing VALUES (?)', ['kept'])
    first.close()
    expect(valueOf(await open(), 'SELECT id FROM thing')).toBe('kept')
  })

  test('who only reads changes nothing', async () => {
    const writer = await open()
    writer.exec('CREATE TABLE thing (id)')
    writer.close()
    const reader = await open(true)
    expect(reader.all('SELECT id FROM thing', [])).toEqual([])
    expect(() => reader.run('INSERT INTO thing VALUES (?)', ['a'])).toThrow(/readonly/)
  })

  test('with WAL a reader sees what is committed, while somebody writes', async () => {
    const writer = await open()
    expect(writer.hasWal).toBe(driver === 'node')
    if (!writer.hasWal) return
    writer.exec('CREATE TABLE thing (id)')
    const reader = await open(true)
    writer.exec('BEGIN IMMEDIATE')
    writer.run('INSERT INTO thing VALUES (?)', ['a'])
    expect(reader.all('SELECT id FROM thing', [])).toEqual([])
    writer.exec('COMMIT')
    expect(reader.all('SELECT id FROM thing', [])).toHaveLength(1)
  })

  test('a lock that a killed process left is none', async () => {
    const before = await open()
    before.exec('CREATE TABLE thing (id)')
    before.close()
    mkdirSync(`${path}.lock`)
    const database = await open()
    expect(database.run('INSERT INTO thing VALUES (?)', ['a'])).toBe(1)
  })

  test('the file gives back what was removed', async () => {
    const database = await open()
    database.exec('CREATE TABLE thing (id)')
    const insert = database.prepare('INSERT INTO thing VALUES (?)')
    inTransaction(database, () => {
      for (let n = 0; n < 500; n++) insert.run(['x'.repeat(8000)])
    })
    database.exec('DELETE FROM thing')
    database.exec('PRAGMA incremental_vacuum')
    database.close()
    expect(statSync(path).size).toBeLessThan(100_000)
  })

  test('a file that is no database is told from a disk that is full', async () => {
    writeFileSync(path, Buffer.alloc(9000, 'garbage'))
    const damage: unknown = await open().catch((error: unknown) => error)
    expect(isDamage(damage)).toBe(true)
    expect(isDiskFull(damage)).toBe(false)
    rmSync(path)
    const database = await open()
    database.exec('CREATE TABLE thing (id)')
    database.exec('PRAGMA max_page_count = 10')
    const full = catchError(() =>
      database.run('INSERT INTO thing VALUES (?)', ['x'.repeat(99_999)]),
    )
    expect(isDiskFull(full)).toBe(true)
    expect(isDamage(full)).toBe(false)
  })

  test('a database of which a part is overwritten is damaged', async () => {
    const before = await open()
    before.exec('CREATE TABLE thing (id)')
    const insert = before.prepare('INSERT INTO thing VALUES (?)')
    inTransaction(before, () => {
      for (let n = 0; n < 100; n++) insert.run(['x'.repeat(1000)])
    })
    before.close()
    const pages = readFileSync(path)
    writeFileSync(path, pages.fill('garbage', 4096))
    const database = await open()
    const damage = catchError(() => database.all('SELECT * FROM thing', []))
    expect(isDamage(damage)).toBe(true)
  })

  test('JSON that is none is no damage', async () => {
    const database = await open()
    const error = catchError(() => database.get('SELECT json(?)', ['{']))
    expect(error).toBeInstanceOf(Error)
    expect(isDamage(error)).toBe(false)
  })

  test('every row is handed out, whatever its values are', async () => {
    const database = await open()
    database.exec('CREATE TABLE thing (id INTEGER, name TEXT, size REAL)')
    const insert = database.prepare('INSERT INTO thing VALUES (?,?,?)')
    for (const row of [
      [1, 'é 🎭', 0.5],
      [2, null, null],
      [3, '', -1e300],
    ])
      insert.run(row)
    const rows: unknown[] = []
    const take = (row: readonly SqlValue[]): void => {
      rows.push(row.map((value) => (typeof value === 'bigint' ? Number(value) : value)))
    }
    database.each(['id', 'name', 'size'], 'thing WHERE id < ?', [3], take)
    database.each(['id + ?'], 'thing WHERE id = ?', [10, 3], take)
    database.each(['id'], 'thing WHERE id > ?', [3], take)
    expect(rows).toEqual([[1, 'é 🎭', 0.5], [2, null, null], [13]])
    expect(() => database.each(['id'], 'thing', [], refuse)).toThrow('enough')
    expect(valueOf(database, 'SELECT count(*) FROM thing')).toBe(3)
  })

  test('it can be closed after a failure', async () => {
    const database = await open()
    database.exec('CREATE TABLE thing (id TEXT NOT NULL)')
    const insert = database.prepare('INSERT INTO thing VALUES (?)')
    expect(() => insert.run([null])).toThrow(/NOT NULL/)
    expect(() => database.close()).not.toThrow()
  })

  test('one in memory is forgotten', async () => {
    const options = { path: ':memory:', isReadOnly: false }
    const first = await openDatabase(options, driver)
    first.exec('CREATE TABLE thing (id)')
    first.close()
    const second = await openDatabase(options, driver)
    expect(() => second.exec('CREATE TABLE thing (id)')).not.toThrow()
    second.close()
  })
})

const [first, second] = drivers

test.skipIf(first === undefined || second === undefined)(
  'a file is taken over from the other driver, also as a killed process left it',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'footlight-driver-'))
    const path = join(folder, 'x.db')
    const database = await openDatabase({ path, isReadOnly: false }, 'node')
    database.exec('CREATE TABLE thing (id)')
    database.exec('INSERT INTO thing VALUES (1)')
    // Without its end: what was written last is in the write-ahead log.
    for (const name of ['x.db', 'x.db-wal', 'x.db-shm'])
      copyFileSync(join(folder, name), join(folder, `killed-${name}`))
    database.close()
    for (const name of ['x.db', 'killed-x.db']) {
      const other = await openDatabase({ path: join(folder, name), isReadOnly: false }, 'wasm')
      other.exec('INSERT INTO thing VALUES (2)')
      other.close()
      const back = await openDatabase({ path: join(folder, name), isReadOnly: false }, 'node')
      expect(back.all('SELECT id FROM thing ORDER BY id', [])).toMatchObject([{ id: 1 }, { id: 2 }])
      back.close()
    }
    rmSync(folder, { recursive: true })
  },
)

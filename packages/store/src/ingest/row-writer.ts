import type { Attributes, TelemetryRecord } from 'protocol'
import { BlockBuilder } from '../block/block-builder.ts'
import { blockRows } from '../block/block.ts'
import type { Database, SqlValue } from '../driver/database.ts'
import { toStorable } from '../driver/storable.ts'
import { toTableName } from '../schema/schema.ts'
import { commonColumns } from '../table/table.ts'
import { eventColumns } from '../table/tables.ts'
import type { Table } from '../table/table.ts'
import type { TableName } from '../table/tables.ts'
import { readWritten } from '../written-json.ts'

/** Where a record belongs, besides what it says itself. */
export interface RowPlace {
  readonly trace: number | undefined
  readonly scope: number
  readonly arrival: number
  readonly ordinal: number
}

/** Appends records of one kind to their table, and finishes a block every so many rows. */
export interface RowWriter<R extends TelemetryRecord> {
  /** The row's number; `undefined` when its id is there already. */
  readonly write: (record: R, place: RowPlace, more?: readonly SqlValue[]) => number | undefined
  /** Takes a row away that was written. */
  readonly remove: (no: number) => boolean
  readonly flushKeys: () => void
}

export interface Catalogue {
  readonly add: (source: string, builder: BlockBuilder) => void
}

export function createRowWriter<R extends TelemetryRecord>(
  database: Database,
  source: TableName,
  table: Table<R>,
  catalogue: Catalogue,
): RowWriter<R> {
  const name = toTableName(source)
  const extra = source === 'event' ? eventColumns : []
  const width = commonColumns.length + table.columns.length + extra.length
  const insert = database.prepare(
    `INSERT OR IGNORE INTO ${name} VALUES (${Array.from({ length: width }, () => '?').join(',')})`,
  )
  const finish = database.prepare(
    'INSERT INTO block (source, first, last, facts, filter) VALUES (?,?,?,?,?)',
  )
  const remove = database.prepare(`DELETE FROM ${name} WHERE no = ?`)
  const shrink = database.prepare(
    `UPDATE block SET facts = json_set(facts, '$.count', json_extract(facts, '$.count') - 1)
      WHERE source = ? AND first <= ? AND last >= ?`,
  )
  const builder = new BlockBuilder([...table.columns, ...extra], table.words)
  let last = readLast(database, source)

  const finishBlock = (): void => {
    catalogue.add(source, builder)
    const { first, last: end, facts, filter } = builder.toBlock()
    finish.run([source, first, end, JSON.stringify(facts), filter])
    builder.clear()
  }

  resumeBlock(database, source, table, builder)
  return {
    write: (record, place, more = []) => {
      const no = last + 1
      const own = table.columns.map((column) => column.read(record))
      const attributes = table.attributes(record)
      const rest = table.rest(record)
      const changes = insert.run([
        no,
        record.time,
        place.trace ?? null,
        place.scope,
        place.arrival,
        place.ordinal,
        toJsonText(attributes),
        rest === undefined ? null : JSON.stringify(rest),
        ...own,
        ...more,
      ])
      if (changes === 0) return undefined
      last = no
      const { trace, scope, arrival } = place
      builder.add({ no, time: record.time, trace, scope, arrival }, [...own, ...more], attributes)
      if (builder.count >= blockRows) finishBlock()
      return no
    },
    remove: (no) => {
      if (remove.run([no]) === 0) return false
      if (builder.has(no)) builder.remove()
      else shrink.run([source, no, no])
      return true
    },
    flushKeys: () => catalogue.add(source, builder),
  }
}

/** Numbers within a block are not given out again, even if its last rows were removed. */
function readLast(database: Database, source: TableName): number {
  const sql = `SELECT max((SELECT coalesce(max(no), 0) FROM ${toTableName(source)}),
    (SELECT coalesce(max(last), 0) FROM block WHERE source = ?)) AS no`
  return Number(database.get(sql, [source])?.['no'] ?? 0)
}

/** Rows behind the last block belong to the next one, also when an earlier process wrote them. */
function resumeBlock<R extends TelemetryRecord>(
  database: Database,
  source: TableName,
  { columns }: Table<R>,
  builder: BlockBuilder,
): void {
  const names = [
    ...columns.map(({ name }) => name),
    ...(source === 'event' ? eventColumns.map(({ name }) => name) : []),
  ]
  const rows = database.all(
    `SELECT * FROM ${toTableName(source)}
      WHERE no > (SELECT coalesce(max(last), 0) FROM block WHERE source = ?) ORDER BY no`,
    [source],
  )
  for (const row of rows) {
    const { no, time, trace, scope, arrival, attributes } = row
    const values = names.map((name) => row[name] ?? null)
    builder.add(
      {
        no: Number(no),
        time: Number(time),
        trace: typeof trace === 'number' ? trace : undefined,
        scope: Number(scope),
        arrival: Number(arrival),
      },
      values,
      typeof attributes === 'string' ? readWritten<Attributes>(attributes) : {},
    )
  }
  // They were counted when they came.
  builder.takeKeys()
}

function toJsonText(attributes: Attributes): string | null {
  if (Object.keys(attributes).length === 0) return null
  const text = JSON.stringify(attributes)
  // Behind a NUL, LIKE sees nothing.
  return text.includes('\\u0000') ? JSON.stringify(attributes, toStorableValue) : text
}

function toStorableValue(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? toStorable(value) : value
}

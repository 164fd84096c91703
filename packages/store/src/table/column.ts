import type { SqlValue } from '../driver/database.ts'

/** What a field's values are, so that a query's words can be read: `200ms` is no text. */
export type FieldType = 'text' | 'number' | 'duration' | 'size' | 'time' | 'boolean' | 'id'

/** A column of its own, and the names by which queries call it. */
export interface Column<R> {
  readonly name: string
  readonly type: FieldType
  /** Beside `name`. */
  readonly aliases: readonly string[]
  readonly read: (record: R) => SqlValue
}

export function text<R>(
  name: string,
  read: (record: R) => string | undefined,
  ...aliases: readonly string[]
): Column<R> {
  return { name, type: 'text', aliases, read: (record) => read(record) ?? null }
}

export function id<R>(
  name: string,
  read: (record: R) => string | undefined,
  ...aliases: readonly string[]
): Column<R> {
  return { name, type: 'id', aliases, read: (record) => read(record) ?? null }
}

export function number<R>(
  name: string,
  read: (record: R) => number | undefined,
  ...aliases: readonly string[]
): Column<R> {
  return { name, type: 'number', aliases, read: (record) => read(record) ?? null }
}

export function duration<R>(
  name: string,
  read: (record: R) => number | undefined,
  ...aliases: readonly string[]
): Column<R> {
  return { name, type: 'duration', aliases, read: (record) => read(record) ?? null }
}

export function size<R>(name: string, read: (record: R) => number | undefined): Column<R> {
  return { name, type: 'size', aliases: [], read: (record) => read(record) ?? null }
}

export function boolean<R>(
  name: string,
  read: (record: R) => boolean | undefined,
  ...aliases: readonly string[]
): Column<R> {
  return {
    name,
    type: 'boolean',
    aliases,
    read: (record) => {
      const claim = read(record)
      return claim === undefined ? null : Number(claim)
    },
  }
}

export function toSqlType(type: FieldType): string {
  switch (type) {
    case 'text':
    case 'id':
      return 'TEXT'
    case 'boolean':
      return 'INTEGER'
    case 'number':
    case 'duration':
    case 'size':
    case 'time':
      return 'REAL'
  }
}

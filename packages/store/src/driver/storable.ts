import type { SqlValue } from './database.ts'

/**
 * A value as both drivers keep it. Text of SQLite compiled to WebAssembly ends at a NUL, as LIKE
 * does everywhere, and PHP names its anonymous classes `class@anonymous\0/srv/app.php:12`.
 */
export function toStorable(value: SqlValue): SqlValue {
  return typeof value === 'string' && value.includes('\0')
    ? value.replaceAll('\0', '\u2400')
    : value
}

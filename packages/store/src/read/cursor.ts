import type { SqlValue } from '../driver/database.ts'

/** The last row of a page: the next page begins behind it, whatever has come since. */
export interface Cursor {
  readonly key: SqlValue
  readonly no: number
  /** Of the first page, so that pages do not count again. */
  readonly total: number
  readonly isExact: boolean
}

export function toCursorText({ key, no, total, isExact }: Cursor): string {
  return Buffer.from(JSON.stringify([key, no, total, isExact])).toString('base64url')
}

/** `undefined` for what is no cursor of ours. */
export function readCursor(text: string): Cursor | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
    if (!Array.isArray(value)) return undefined
    const parts: readonly unknown[] = value
    const [key, no, total, isExact] = parts
    const isKey = typeof key === 'number' || typeof key === 'string' || key === null
    if (!isKey || typeof no !== 'number' || typeof total !== 'number') return undefined
    return { key, no, total, isExact: isExact === true }
  } catch {
    return undefined
  }
}

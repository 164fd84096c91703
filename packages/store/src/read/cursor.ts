import type { SqlValue } from '../driver/database.ts'
import { toSortText } from './keyed-row.ts'
import type { Sort } from './keyed-row.ts'
import { Refusal } from './refusal.ts'

/** The last row of a page: the next page begins behind it, whatever has come since. */
export interface Cursor {
  readonly key: SqlValue
  readonly no: number
  /** Of the first page, so that pages do not count again. */
  readonly total: number
  readonly isExact: boolean
  /** In which order the page stood; in another one there is no "behind". */
  readonly order: string
}

export function toCursorText({ key, no, total, isExact, order }: Cursor): string {
  return Buffer.from(JSON.stringify([key, no, total, isExact, order])).toString('base64url')
}

/** Refuses the cursor of a list that is sorted in another way. */
export function checkOrder(cursor: Cursor | undefined, sort: Sort): void {
  if (cursor === undefined || cursor.order === toSortText(sort)) return
  throw new Refusal({
    code: 'cursor',
    message: `This cursor is of a list sorted by ${cursor.order.slice(0, 80)}.`,
    position: undefined,
    fix: 'Keep the sort of the first page, or leave the cursor out.',
  })
}

/** `undefined` for what is no cursor of ours. */
export function readCursor(text: string): Cursor | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
    if (!Array.isArray(value)) return undefined
    const parts: readonly unknown[] = value
    const [key, no, total, isExact, order] = parts
    const isKey = typeof key === 'number' || typeof key === 'string' || key === null
    if (!isKey || typeof no !== 'number' || typeof total !== 'number') return undefined
    if (typeof order !== 'string') return undefined
    return { key, no, total, isExact: isExact === true, order }
  } catch {
    return undefined
  }
}

import { z } from 'zod'
import type { List } from 'protocol'
import type { Room } from '../answer/room.ts'

const QUERY = 'key:value, key:>200ms, key:*part*, !key:value, has:key, is:state, words'

/** What every list takes. */
export const listInput: {
  readonly query: z.ZodOptional<z.ZodString>
  readonly since: z.ZodOptional<z.ZodString>
  readonly limit: z.ZodOptional<z.ZodNumber>
  readonly cursor: z.ZodOptional<z.ZodString>
} = {
  query: z.string().max(10_000).optional().describe(QUERY),
  since: z.string().max(64).optional().describe('"10m", "2h", or a date'),
  limit: z.number().int().min(1).max(200).optional().describe('default 20'),
  cursor: z.string().max(2000).optional().describe('`next` of before'),
}

export const listOutput: {
  readonly total: z.ZodNumber
  readonly next: z.ZodOptional<z.ZodString>
} = {
  total: z.number().describe('in all'),
  next: z.string().optional().describe('cursor'),
}

export const PAGE_LENGTH = 20

export interface ShownPage<T> {
  readonly items: readonly T[]
  readonly total: number
  readonly next: string | undefined
  readonly isTotalExact: boolean
}

/** As much of a page as there is room for; a cursor would skip what was left out of it. */
export function toShownPage<T>(
  { items, next, total, isTotalExact }: List<T>,
  room: Room,
): ShownPage<T> {
  const shown = room.list(
    items,
    items.length,
    (left) =>
      `${left} more of this page: \`limit\` ${items.length - left} and then \`cursor\`, or a narrower query`,
  )
  const isWhole = shown.length === items.length
  return { items: shown, total, isTotalExact, next: isWhole ? (next ?? undefined) : undefined }
}

/** How many there are, and how to go on. */
export function toPageHead(
  what: string,
  { items, total, next, isTotalExact }: ShownPage<unknown>,
): string {
  if (total === 0) return `No ${what} match.`
  const rest = next === undefined ? '' : `; go on with cursor ${next}`
  return `${isTotalExact ? '' : 'at least '}${total} ${what}, ${items.length} shown${rest}:`
}

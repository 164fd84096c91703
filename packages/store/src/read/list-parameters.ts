import type { Parameters } from 'protocol'
import { readCursor } from './cursor.ts'
import type { Cursor } from './cursor.ts'
import { Refusal } from './refusal.ts'

export interface ListRequest {
  readonly query: string | undefined
  readonly limit: number
  readonly cursor: Cursor | undefined
  readonly sort: string | undefined
}

const LIMIT = 50
const GREATEST_LIMIT = 5000

/** What every list takes, read from the address. */
export function readListParameters(parameters: Parameters): ListRequest {
  const { query, cursor, sort } = parameters
  const read = cursor === undefined || cursor === '' ? undefined : readCursor(cursor)
  if (cursor !== undefined && cursor !== '' && read === undefined) {
    throw new Refusal({
      code: 'cursor',
      message: 'This cursor is none of ours.',
      position: undefined,
      fix: 'Take `next` of the page before, or leave it out.',
    })
  }
  return { query, limit: readLimit(parameters['limit'], LIMIT), cursor: read, sort }
}

export function readLimit(text: string | undefined, usual: number): number {
  if (text === undefined || text === '') return usual
  const limit = Number(text)
  if (Number.isInteger(limit) && limit >= 0 && limit <= GREATEST_LIMIT) return limit
  throw new Refusal({
    code: 'limit',
    message: `"${text.slice(0, 40)}" is no limit.`,
    position: undefined,
    fix: `A whole number up to ${GREATEST_LIMIT}.`,
  })
}

import type { Json } from '../json.ts'

/**
 * Values nested deeper than this are cut: lists in lists and maps in maps cost a sender a few bytes
 * a level and a reader a stack frame. Official decoders stop at about 33.
 */
export const NESTING_LIMIT = 100

export const cutValue: Json = `[nested deeper than ${NESTING_LIMIT} levels]`

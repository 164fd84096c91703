import { readLexemes } from './lexeme.ts'
import type { Lexeme } from './lexeme.ts'
import { LexemeCursor } from './lexeme-cursor.ts'
import { findMixedOr } from './mixed-or.ts'
import type { QueryError } from './query-error.ts'
import { readTerm } from './read-term.ts'
import type { Query } from './syntax.ts'
import { toTokens } from './token.ts'
import type { QueryToken } from './token.ts'

/** Tokens are there in both cases: a query with a mistake is coloured, too. */
export type QueryReading =
  | { readonly ok: true; readonly query: Query; readonly tokens: readonly QueryToken[] }
  | { readonly ok: false; readonly error: QueryError; readonly tokens: readonly QueryToken[] }

/** More would be deeper than SQL expressions may be, and than anyone writes. */
const DEPTH_LIMIT = 50

/**
 * Reads a query. Never throws; time is linear in its length.
 *
 *     query  = and { OR and }
 *     and    = unary { [AND] unary }
 *     unary  = (! | NOT) unary | ( query ) | term
 *     term   = key:[operator]value | key:[a, b] | key:1..5 | has:key | is:word
 *            | name(a, b):[operator]value | "quoted text" | words beside one another
 *
 * `!` and NOT take one word of text, so that `!favicon timeout` leaves out only the first.
 */
export function readQuery(text: string): QueryReading {
  const lexemes = readLexemes(text)
  const cursor = new LexemeCursor(text, lexemes)
  const query = new QueryReader(cursor).read() ?? toEverything(text)
  const mixed = findMixedOr(query)
  if (mixed !== undefined) cursor.fail('or-mixed', mixed)
  const { error } = cursor
  if (error === undefined) return { ok: true, query, tokens: toTokens(lexemes, undefined) }
  return { ok: false, error, tokens: toTokens(lexemes, { start: error.position, end: error.end }) }
}

/** A reader's methods answer `undefined` when they have told the cursor what is wrong. */
class QueryReader {
  readonly #cursor: LexemeCursor
  #depth = 0

  constructor(cursor: LexemeCursor) {
    this.#cursor = cursor
  }

  read(): Query | undefined {
    const cursor = this.#cursor
    if (cursor.next === undefined) return toEverything(cursor.text)
    const query = this.#readOr()
    if (query === undefined || cursor.next === undefined) return query
    return cursor.fail('paren-extra', cursor.next)
  }

  #readOr(): Query | undefined {
    const cursor = this.#cursor
    const terms: Query[] = []
    let before: Lexeme | undefined
    do {
      const term = this.#readAnd(before)
      if (term === undefined) return undefined
      terms.push(term)
      before = cursor.take('or')
    } while (before !== undefined)
    return toJunction('or', terms)
  }

  #readAnd(start: Lexeme | undefined): Query | undefined {
    const cursor = this.#cursor
    const terms: Query[] = []
    let before = start
    do {
      const term = this.#readUnary(before)
      if (term === undefined) return undefined
      terms.push(term)
      before = cursor.take('and')
    } while (before !== undefined || (!cursor.isAtEnd && !cursor.is('or')))
    return toJunction('and', terms)
  }

  /** A term with what negates it. `before` is the operator that asks for it. */
  #readUnary(before: Lexeme | undefined): Query | undefined {
    const cursor = this.#cursor
    const { next } = cursor
    switch (next?.kind) {
      case 'bang':
      case 'not':
        return this.#readNegation(next)
      case 'open':
        return this.#readGroup(next)
      case undefined:
      case 'close':
      case 'and':
      case 'or':
        return this.#failOperand(before, next)
      default:
        return readTerm(cursor, before?.kind === 'bang' || before?.kind === 'not')
    }
  }

  #readNegation(negation: Lexeme): Query | undefined {
    const cursor = this.#cursor
    cursor.take(negation.kind)
    // In `a != b` the sign is no negation.
    const isAlone = !cursor.isTouched(negation.end) || cursor.text.charAt(negation.end) === '='
    if (negation.kind === 'bang' && isAlone) return cursor.fail('negation-alone', negation)
    const term = this.#nest(negation, () => this.#readUnary(negation))
    return term && { type: 'not', term, start: negation.start, end: cursor.end }
  }

  #readGroup(open: Lexeme): Query | undefined {
    const cursor = this.#cursor
    cursor.take('open')
    const empty = cursor.take('close')
    if (empty !== undefined) {
      return cursor.fail('group-empty', { start: open.start, end: empty.end })
    }
    if (cursor.next === undefined) return cursor.fail('paren-open', open)
    const query = this.#nest(open, () => this.#readOr())
    if (query === undefined) return undefined
    const close = cursor.take('close')
    if (close === undefined) {
      const isBehindWord = /[^\s(!]/.test(cursor.text.charAt(open.start - 1))
      const better = isBehindWord ? '' : `${cursor.text.slice(open.start)})`
      return cursor.fail('paren-open', open, '', better)
    }
    const isJunction = query.type === 'and' || query.type === 'or'
    return isJunction ? { ...query, start: open.start, end: close.end } : query
  }

  #nest(place: Lexeme, read: () => Query | undefined): Query | undefined {
    if (this.#depth === DEPTH_LIMIT) {
      return this.#cursor.fail('depth', place, String(DEPTH_LIMIT))
    }
    this.#depth++
    const query = read()
    this.#depth--
    return query
  }

  #failOperand(before: Lexeme | undefined, found: Lexeme | undefined): undefined {
    const cursor = this.#cursor
    if (before !== undefined) return cursor.fail('operand-right', before, cursor.slice(before))
    if (found?.kind === 'and' || found?.kind === 'or') {
      return cursor.fail('operand-left', found, cursor.slice(found))
    }
    return found && cursor.fail('paren-extra', found)
  }
}

function toEverything(text: string): Query {
  return { type: 'and', terms: [], start: 0, end: text.length }
}

function toJunction(type: 'and' | 'or', terms: readonly Query[]): Query | undefined {
  const first = terms[0]
  const last = terms.at(-1)
  if (first === undefined || last === undefined) return undefined
  return terms.length === 1 ? first : { type, terms, start: first.start, end: last.end }
}

import type { Lexeme, LexemeKind } from './lexeme.ts'
import type { QueryExtent } from './syntax.ts'

export type QueryTokenType =
  | 'blank'
  | 'key'
  | 'function'
  | 'operator'
  | 'value'
  | 'text'
  | 'paren'
  | 'comma'
  | 'keyword'
  | 'negation'
  | 'error'

/** A piece of the source with its colour. Tokens cover the source without gap or overlap. */
export interface QueryToken extends QueryExtent {
  readonly type: QueryTokenType
}

const types: Readonly<Record<LexemeKind, QueryTokenType>> = {
  blank: 'blank',
  open: 'paren',
  close: 'paren',
  bang: 'negation',
  not: 'keyword',
  and: 'keyword',
  or: 'keyword',
  text: 'text',
  key: 'key',
  has: 'keyword',
  is: 'keyword',
  function: 'function',
  'argument-open': 'paren',
  'argument-close': 'paren',
  operator: 'operator',
  value: 'value',
  'list-open': 'paren',
  comma: 'comma',
  'list-close': 'paren',
  'quote-open': 'error',
}

/** The lexemes as tokens; those that the error touches show it. */
export function toTokens(
  lexemes: readonly Lexeme[],
  error: QueryExtent | undefined,
): readonly QueryToken[] {
  return lexemes.map(({ kind, start, end }) => {
    const isWrong = error !== undefined && start < error.end && end > error.start
    return { type: isWrong && kind !== 'blank' ? 'error' : types[kind], start, end }
  })
}

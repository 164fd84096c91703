import type { Query, QueryTerm } from './syntax.ts'

/**
 * A junction that asks for a calculation over many (`count():>5`) *or* for something about one:
 * the first is known only after the second has chosen. `!` turns an AND into such an OR.
 */
export function findMixedOr(query: Query): Query | undefined {
  switch (query.type) {
    case 'and':
      return findFirst(query.terms)
    case 'or':
      return isMixed(query) ? query : findFirst(query.terms)
    case 'not':
      return isMixed(query) ? query : findMixedOr(query.term)
    default:
      return undefined
  }
}

function findFirst(terms: readonly Query[]): Query | undefined {
  for (const term of terms) {
    const found = findMixedOr(term)
    if (found !== undefined) return found
  }
  return undefined
}

function isMixed(query: Query): boolean {
  return (
    hasTerm(query, ({ type }) => type === 'aggregate') &&
    hasTerm(query, ({ type }) => type !== 'aggregate')
  )
}

function hasTerm(query: Query, isWanted: (term: QueryTerm) => boolean): boolean {
  switch (query.type) {
    case 'and':
    case 'or':
      return query.terms.some((term) => hasTerm(term, isWanted))
    case 'not':
      return hasTerm(query.term, isWanted)
    default:
      return isWanted(query)
  }
}

import type { FilterTerm, Query } from 'protocol'

/**
 * The same question without negative terms: `a:!=b` is `!a:b`, and `a:""` is `!has:a`. Of a trace
 * a term asks "is there one", so a negation has to stand outside of it.
 */
export function toPositive(query: Query): Query {
  switch (query.type) {
    case 'and':
    case 'or':
      return { ...query, terms: query.terms.map(toPositive) }
    case 'not':
      return { ...query, term: toPositive(query.term) }
    case 'filter':
      return toPositiveFilter(query)
    default:
      return query
  }
}

function toPositiveFilter(term: FilterTerm): Query {
  const { start, end, operator, key, isTag } = term
  if (operator === '!=') {
    return { type: 'not', start, end, term: toPositiveFilter({ ...term, operator: '=' }) }
  }
  const named = term.values.filter(({ raw }) => raw !== '')
  if (operator !== '=' || named.length === term.values.length) return term
  const absent: Query = {
    type: 'not',
    start,
    end,
    term: { type: 'has', start, end, key, isTag },
  }
  if (named.length === 0) return absent
  return { type: 'or', start, end, terms: [absent, { ...term, values: named }] }
}

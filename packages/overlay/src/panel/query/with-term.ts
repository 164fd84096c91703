/** A term more; the same one twice says nothing. */
export function withTerm(query: string, term: string): string {
  if (query.split(/\s+/).includes(term)) return query
  return query.trim() === '' ? term : `${query.trim()} ${term}`
}

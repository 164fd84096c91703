import { readQuery, toQueryText } from 'protocol'
import type { Query } from 'protocol'

/** A query without the term that was added last, and that term. */
export interface WithoutLast {
  readonly rest: string
  readonly last: string
}

/** Nothing where no term can be taken away, or where it cannot be read. */
export function toWithoutLast(query: string): WithoutLast | undefined {
  const reading = readQuery(query)
  if (!reading.ok) return undefined
  const terms: readonly Query[] =
    reading.query.type === 'and' ? reading.query.terms : [reading.query]
  const last = terms.at(-1)
  if (last === undefined) return undefined
  const [first, ...others] = terms.slice(0, -1)
  return {
    // A junction has two terms or more.
    rest:
      first === undefined
        ? ''
        : toQueryText(
            others.length === 0
              ? first
              : { type: 'and', terms: [first, ...others], start: 0, end: 0 },
          ),
    last: query.slice(last.start, last.end),
  }
}

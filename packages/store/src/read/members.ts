import type { Query, QueryTerm } from 'protocol'
import type { Database } from '../driver/database.ts'
import { mayMatch } from '../query/block-match.ts'
import { all, none } from '../query/plan.ts'
import type { Plan } from '../query/plan.ts'
import { toCondition } from '../query/sqlite-dialect.ts'
import { toSource } from '../query/source.ts'
import type { Source, SourceName } from '../query/source.ts'
import type { BlockIndex, RowRange } from './block-index.ts'
import type { Planner } from './planner.ts'
import { Refusal } from './refusal.ts'

/**
 * Which traces or issues a query means. A term is about the whole and about everything in it: it
 * matches if the whole or any child matches, and `!` means that none does.
 */
export interface Members {
  /** Numbers within `first` to `last`. */
  readonly within: (first: number, last: number) => ReadonlySet<number> | 'all'
}

/** What a whole is made of, and by which column its rows name it. */
export interface Whole {
  readonly source: Source
  readonly children: readonly SourceName[]
  readonly link: 'trace' | 'issue'
}

interface TermPlan {
  readonly own: Plan
  readonly children: readonly { readonly source: Source; readonly plan: Plan }[]
}

export function createMembers(
  database: Database,
  index: BlockIndex,
  planner: Planner,
  query: Query,
  whole: Whole,
): Members {
  const plans = new Map<QueryTerm, TermPlan>()

  const planOf = (term: QueryTerm): TermPlan => {
    let found = plans.get(term)
    if (found === undefined) plans.set(term, (found = planTerm(planner, term, whole)))
    return found
  }

  const select = (
    source: Source,
    column: string,
    plan: Plan,
    range: string,
    values: readonly number[],
  ): readonly number[] => {
    const condition = toCondition(plan)
    const rows = database.all(
      `SELECT DISTINCT ${column} AS no FROM ${source.table} WHERE ${range} AND ${condition.sql}`,
      [...values, ...condition.values],
    )
    return rows.map((row) => Number(row['no']))
  }

  const selectOwn = (plan: Plan, first: number, last: number): readonly number[] =>
    select(whole.source, 'no', plan, `no BETWEEN ? AND ? AND ${whole.source.listed ?? '1'}`, [
      first,
      last,
    ])

  const matchTerm = (term: QueryTerm, first: number, last: number): Set<number> => {
    const { own, children } = planOf(term)
    const found = new Set<number>()
    if (own.type !== 'none') for (const no of selectOwn(own, first, last)) found.add(no)
    for (const { source, plan } of children) {
      if (plan.type === 'none') continue
      for (const range of rangesWithin(index.rangesOf(source), plan, whole.link, first, last)) {
        // With `+` it keeps to the rows of the range: by its index it would read all of the wholes.
        const within = `no BETWEEN ? AND ? AND +${whole.link} BETWEEN ? AND ?`
        const values = [range.first, range.last, first, last]
        for (const no of select(source, whole.link, plan, within, values)) found.add(no)
      }
    }
    return found
  }

  const everything = (first: number, last: number): Set<number> =>
    new Set(selectOwn(all, first, last))

  const match = (node: Query, first: number, last: number): Set<number> => {
    switch (node.type) {
      case 'and': {
        const [head, ...rest] = node.terms
        if (head === undefined) return everything(first, last)
        return rest.reduce(
          (kept, term) => {
            if (kept.size === 0) return kept
            const next = match(term, first, last)
            return new Set([...kept].filter((no) => next.has(no)))
          },
          match(head, first, last),
        )
      }
      case 'or':
        return new Set(node.terms.flatMap((term) => [...match(term, first, last)]))
      case 'not': {
        const without = match(node.term, first, last)
        return new Set([...everything(first, last)].filter((no) => !without.has(no)))
      }
      default:
        return matchTerm(node, first, last)
    }
  }

  const isEmpty = query.type === 'and' && query.terms.length === 0
  return { within: (first, last) => (isEmpty ? 'all' : match(query, first, last)) }
}

/** A term need not make sense for every source; it must for one. */
function planTerm(planner: Planner, term: QueryTerm, whole: Whole): TermPlan {
  let refusal: Refusal | undefined
  const plan = (source: Source): Plan => {
    try {
      return planner.planFor(term, source)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      refusal = error
      return none
    }
  }
  const own = plan(whole.source)
  const children = whole.children.map((name) => {
    const source = toSource(name)
    return { source, plan: plan(source) }
  })
  const hasMeaning = own.type !== 'none' || children.some(({ plan: { type } }) => type !== 'none')
  if (!hasMeaning && refusal !== undefined) throw refusal
  return { own, children }
}

function rangesWithin(
  ranges: readonly RowRange[],
  plan: Plan,
  link: Whole['link'],
  first: number,
  last: number,
): readonly RowRange[] {
  return ranges.filter(({ block }) => {
    if (block === undefined) return true
    const range = link === 'trace' ? block.facts.trace : block.facts.numbers['issue']
    return range !== undefined && range[0] <= last && range[1] >= first && mayMatch(plan, block)
  })
}

import type { Plan } from '../query/plan.ts'
import { toTarget } from '../query/source.ts'
import type { Source } from '../query/source.ts'
import type { ReadContext } from './context.ts'
import { createMembers } from './members.ts'
import { traceWhole } from './trace-whole.ts'

/** The rows that are counted for a query: of traces those that the list of traces shows for it. */
export function toCountedPlan(
  { database, index, planner }: ReadContext,
  source: Source,
  text: string | undefined,
): Plan {
  const query = planner.parse(text)
  if (source.name !== traceWhole.source.name) return planner.planFor(query, source)
  const members = createMembers(database, index, planner, query, traceWhole)
  const numbers = members.within(0, Number.MAX_SAFE_INTEGER)
  if (numbers !== 'all') return { type: 'among', column: 'no', numbers: [...numbers] }
  const sql = `(${source.listed ?? '1'})`
  const target = toTarget({ name: 'listed', type: 'number', aliases: [], sql }, [])
  return { type: 'compare', target, operator: '=', value: 1 }
}

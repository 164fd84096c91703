import { readQuery } from 'protocol'
import type { Failure, Query } from 'protocol'
import type { Database } from '../driver/database.ts'
import type { Plan } from '../query/plan.ts'
import { toCondition } from '../query/sqlite-dialect.ts'
import type { Source } from '../query/source.ts'
import { toPlan } from '../query/to-plan.ts'
import { Refusal } from './refusal.ts'

/** Reads what somebody typed, and says what it means for a source. Refuses what is wrong with a reason. */
export interface Planner {
  readonly parse: (text: string | undefined) => Query
  readonly planFor: (query: Query, source: Source) => Plan
}

export function createPlanner(database: Database, now: () => number): Planner {
  const findTrace = database.prepare('SELECT no FROM trace WHERE trace_id = ?')
  const findIssue = database.prepare('SELECT no FROM issue WHERE id = ?')

  const findScopes = (plan: Plan): readonly number[] => {
    const { sql, values } = toCondition(plan)
    const find = database.prepare(`SELECT no FROM scope WHERE ${sql}`)
    const numbers = find.all(values).map((row) => Number(row['no']))
    find.close()
    return numbers
  }

  const numberOf = (statement: typeof findTrace, id: string): number | undefined => {
    const row = statement.get([id])
    return row && Number(row['no'])
  }

  return {
    parse: (text = '') => {
      const reading = readQuery(text)
      if (reading.ok) return reading.query
      const { code, position, message, fix } = reading.error
      throw new Refusal(toFailure({ code, position, message, fix }))
    },
    planFor: (query, source) => {
      const planned = toPlan(query, {
        source,
        now: now(),
        findScopes,
        findTrace: (id) => numberOf(findTrace, id),
        findIssue: (id) => numberOf(findIssue, id),
      })
      if (planned.ok) return planned.plan
      throw new Refusal(toFailure(planned.error))
    },
  }
}

function toFailure({
  code,
  position,
  message,
  fix,
}: Omit<Failure, 'fix'> & { readonly fix: string }): Failure {
  return {
    code: `query-${code}`,
    message: `Position ${(position ?? 0) + 1}: ${message}`,
    position,
    fix,
  }
}

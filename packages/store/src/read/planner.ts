import { checkUnits, readQuery } from 'protocol'
import type { Failure, Query } from 'protocol'
import type { Database } from '../driver/database.ts'
import type { Plan } from '../query/plan.ts'
import { toCondition } from '../query/sqlite-dialect.ts'
import type { Source } from '../query/source.ts'
import { toField, toUnitName } from '../query/field.ts'
import { toPositive } from '../query/positive.ts'
import { toPlan } from '../query/to-plan.ts'
import type { Numbered, PlanError } from '../query/to-plan.ts'
import { toTableName } from '../schema/schema.ts'
import { Refusal } from './refusal.ts'

/** Reads what somebody typed, and says what it means for a source. Refuses what is wrong with a reason. */
export interface Planner {
  readonly parse: (text: string | undefined) => Query
  readonly planFor: (query: Query, source: Source) => Plan
}

export function createPlanner(database: Database, now: () => number): Planner {
  const idStatements = {
    trace: database.prepare('SELECT no FROM trace WHERE trace_id = ?'),
    issue: database.prepare('SELECT no FROM issue WHERE id = ?'),
  }

  const find = (what: Numbered['type'], plan: Plan): readonly number[] => {
    if (plan.type === 'none') return []
    // Their ids are in lower case, and of whole ones there is an index.
    if ((what === 'trace' || what === 'issue') && plan.type === 'equals') {
      const row = idStatements[what].get([plan.text])
      return row === undefined ? [] : [Number(row['no'])]
    }
    const { sql, values } = toCondition(plan)
    if (what === 'tab') {
      // Page loads in several tabs are of one trace where a cache gave them the same document.
      const pages = `SELECT trace FROM ${toTableName('page_load')} WHERE trace IS NOT NULL`
      return database
        .all(`SELECT no FROM trace WHERE ${sql} UNION ${pages} AND (${sql})`, [
          ...values,
          ...values,
        ])
        .map((row) => Number(row['no']))
    }
    return database
      .all(`SELECT no FROM ${what} WHERE ${sql}`, values)
      .map((row) => Number(row['no']))
  }

  return {
    parse: (text = '') => {
      const reading = readQuery(text)
      if (reading.ok) return toPositive(reading.query)
      throw new Refusal(toFailure(reading.error))
    },
    planFor: (query, source) => {
      const wrong = checkUnits(query, (key) => toUnitName(toField(source, key, false).type))
      if (wrong !== undefined) throw new Refusal(toFailure(wrong))
      const planned = toPlan(query, {
        source,
        now: now(),
        find,
      })
      if (planned.ok) return planned.plan
      throw new Refusal(toFailure(planned.error))
    },
  }
}

function toFailure({ code, position, message, fix }: PlanError): Failure {
  return {
    code: `query-${code}`,
    message: `Position ${position + 1}: ${message}`,
    position,
    fix,
  }
}

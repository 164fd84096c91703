import type { SqlFunction, SqlValue } from './database.ts'

/** Both libraries read from `length` how many values a function takes. */
export function withArity(arity: number, call: SqlFunction): SqlFunction {
  return Object.defineProperty((...values: readonly SqlValue[]) => call(...values), 'length', {
    value: arity,
  })
}

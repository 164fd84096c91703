import type { SqlFunction } from './database.ts'

/** Both libraries read from `length` how many values a function takes. */
export function withArity(arity: number, call: SqlFunction): SqlFunction {
  return Object.defineProperty(call, 'length', { value: arity })
}

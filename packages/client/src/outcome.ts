import type { Failure } from 'protocol'

/** An answer, or why there is none and what would be right. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: Failure }

export function toRefusal(code: string, message: string, fix?: string): Failure {
  return { code, message, position: undefined, fix }
}

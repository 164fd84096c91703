import type { Json, JsonObject } from '../json.ts'

export interface User {
  readonly id: string | undefined
  readonly username: string | undefined
  readonly email: string | undefined
  readonly name: string | undefined
  readonly ip: string | undefined
  /** Everything else the app set. */
  readonly data: JsonObject | undefined
}

export interface Request {
  readonly method: string | undefined
  readonly url: string | undefined
  readonly query: string | undefined
  readonly fragment: string | undefined
  /** In the order sent; names may repeat. */
  readonly headers: readonly (readonly [string, string])[]
  readonly cookies: readonly (readonly [string, string])[]
  readonly body: Json | undefined
  readonly env: JsonObject | undefined
}

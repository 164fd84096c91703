import { toVisibleText } from 'protocol'
import type { Json } from 'protocol'

/** Said of everything that an SDK sends: what the app said stands out without it. */
const COMMON = /^(?:sentry\.|telemetry\.|thread\.|otel\.|process\.|os\.|host\.|user_agent\.)/

const PAIR_LIMIT = 20
const VALUE_LIMIT = 200

/** `user.id=42 plan=free`: attributes as far as a line has room for them. */
export function toPairs(attributes: Readonly<Record<string, Json>>): string {
  return Object.entries(attributes)
    .filter(([key]) => !COMMON.test(key))
    .slice(0, PAIR_LIMIT)
    .map(([key, value]) => {
      const text = typeof value === 'string' ? value : JSON.stringify(value)
      return toVisibleText(`${key}=${text.slice(0, VALUE_LIMIT)}`)
    })
    .join(' ')
}

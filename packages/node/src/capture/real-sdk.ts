import { hasProperties, readProperty } from './read-property.ts'

/** OpenTelemetry's API keeps what an SDK registered under its major version. */
const OTEL = Symbol.for('opentelemetry.js.api.1')

/**
 * Whether an SDK has started in this process. Read, not written: SDKs look at the same places. An
 * SDK that is only imported has no client yet.
 */
export function hasRealSdk(globals: object): boolean {
  if (readProperty(readProperty(globals, OTEL), 'trace') !== undefined) return true
  const carrier = readProperty(globals, '__SENTRY__')
  if (!hasProperties(carrier)) return false
  // Since 8 there is one place for each version that is loaded; 7 has its hub at the top.
  return hasClient(carrier) || Object.values(carrier).some(hasClient)
}

function hasClient(place: unknown): boolean {
  return (
    hasProperties(place) &&
    ['hub', 'defaultCurrentScope'].some((name) => asksClient(readProperty(place, name)))
  )
}

function asksClient(owner: unknown): boolean {
  const getClient = readProperty(owner, 'getClient')
  return typeof getClient === 'function' && hasProperties(Reflect.apply(getClient, owner, []))
}

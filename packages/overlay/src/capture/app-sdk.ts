import { callField, readField } from '../loader/field.ts'

/**
 * Whether the app has an SDK that sends something. Of Sentry's the package alone is none: apps
 * import it and start it in production only, or start it without an address to send to.
 */
export function hasAppSdk(window: Window): boolean {
  return hasSentryClient(window) || hasLoaderScript(window) || hasTracerProvider(window)
}

/** What SDKs post, by its address: to the guard's place for it, to a sidecar, to a collector. */
export function isTelemetryAddress(address: string, own: string): boolean {
  if (address.startsWith(own)) return address.startsWith(`${own}api/`) && ENVELOPE.test(address)
  return ENVELOPE.test(address) || OTLP.test(address)
}

const ENVELOPE = /\/api\/\d+\/(?:envelope|store)\//
const OTLP = /\/v1\/(?:traces|logs|metrics)$/

/** Each version has its own place on the window, up to version 7 they shared one. */
function hasSentryClient(window: Window): boolean {
  try {
    const carrier = readField(window, '__SENTRY__')
    if (typeof carrier !== 'object' || carrier === null) return false
    const places = Reflect.ownKeys(carrier).map((version) => readField(carrier, version))
    return [carrier, ...places].some(isStarted)
  } catch {
    // Something else stands under that name.
    return false
  }
}

/** The client is the scope's; before version 8 it was the hub's. */
function isStarted(place: unknown): boolean {
  const holder = readField(place, 'stack') ?? readField(place, 'hub')
  const scope = callField(holder, 'getScope')
  return isSending(callField(scope, 'getClient') ?? callField(holder, 'getClient'))
}

function isSending(client: unknown): boolean {
  if (readField(callField(client, 'getOptions'), 'enabled') === false) return false
  return (
    callField(client, 'getTransport') !== undefined ||
    ['SpotlightBrowser', 'Spotlight'].some(
      (name) => callField(client, 'getIntegrationByName', name) !== undefined,
    )
  )
}

/** Sentry's loader script waits for the first error to fetch the SDK, and has it then as well. */
function hasLoaderScript(window: Window): boolean {
  const stub = readField(window, 'Sentry')
  return (
    typeof readField(stub, 'forceLoad') === 'function' &&
    readField(stub, 'SDK_VERSION') === undefined
  )
}

/** The API of OpenTelemetry is a package of every instrumented library; only an SDK registers with it. */
function hasTracerProvider(window: Window): boolean {
  return readField(readField(window, Symbol.for('opentelemetry.js.api.1')), 'trace') !== undefined
}

import { callField, readField } from './field.ts'

/**
 * The trace of the page load in front of us: what the SDK works in, ours or the app's, else what the server
 * that rendered the page left in it.
 */
export function readPageTrace(window: Window): string | undefined {
  const [id] =
    /[0-9a-f]{32}/.exec(
      readSdkTrace(window, '__footlightSentry') +
        readSdkTrace(window, '__SENTRY__') +
        readServerTraces(window),
    ) ?? []
  return id
}

/** Sentry's SDKs share their scopes on the window, under the version that made them; ours has its own. */
function readSdkTrace(window: Window, name: string): string {
  try {
    const carrier = readField(window, name)
    const shared = readField(carrier, String(readField(carrier, 'version')))
    const scope =
      callField(readField(shared, 'stack'), 'getScope') ?? readField(shared, 'defaultCurrentScope')
    return `${String(readField(callField(scope, 'getPropagationContext'), 'traceId'))} `
  } catch {
    // Another SDK's idea of what stands under that name.
    return ''
  }
}

/** `sentry-trace` begins with the id, `traceparent` with a version: the first 32 digits are it in both. */
function readServerTraces({ document, performance }: Window): string {
  const metas = document.querySelectorAll('meta[name="sentry-trace"], meta[name="traceparent"]')
  const [navigation] = performance.getEntriesByType('navigation')
  const timings = readField(navigation, 'serverTiming')
  const told = (Array.isArray(timings) ? timings : [])
    .filter((timing) => /^(?:sentry-trace|traceparent)$/.test(String(readField(timing, 'name'))))
    .map((timing) => readField(timing, 'description'))
  return [...Array.from(metas, (meta) => meta.getAttribute('content')), ...told].join(' ')
}

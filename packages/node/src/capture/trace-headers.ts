import type { TracePlace } from './heard.ts'

/** What carries a trace on, for whichever SDK is there. */
export function toTraceHeaders({
  traceId,
  spanId,
}: TracePlace): readonly (readonly [string, string])[] {
  return [
    ['sentry-trace', `${traceId}-${spanId}-1`],
    ['traceparent', `00-${traceId}-${spanId}-01`],
  ]
}

/** Nobody else is told of a trace. */
export function isLoopback(hostname: string): boolean {
  return /^(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[?::1\]?)$/i.test(hostname)
}

/** What carries a trace on, and makes a browser ask another origin first. */
const traceHeaders: readonly string[] = ['sentry-trace', 'baggage', 'traceparent']

export interface AskedHeaders {
  /** Whether anything is asked for that only carries a trace. */
  readonly hasTrace: boolean
  /** What the app itself wants to send: what would be asked for without us. */
  readonly rest: string | undefined
}

/** Reads `access-control-request-headers`. */
export function readAskedHeaders(asked: string | undefined): AskedHeaders {
  const names = (asked ?? '').split(',').map((name) => name.trim())
  const rest = names.filter((name) => name !== '' && !traceHeaders.includes(name.toLowerCase()))
  const hasTrace = names.some((name) => traceHeaders.includes(name.toLowerCase()))
  return { hasTrace, rest: rest.length === 0 ? undefined : rest.join(',') }
}

/** What a browser sends to another origin without asking first. */
const simpleMethods: readonly unknown[] = ['GET', 'HEAD', 'POST']

/** Whether a browser would not ask at all, were it not for the trace's headers. */
export function isAskedForTrace(asked: string | undefined, method: unknown): boolean {
  const { hasTrace, rest } = readAskedHeaders(asked)
  return hasTrace && rest === undefined && simpleMethods.includes(method)
}

/** `access-control-allow-headers` of the app's answer, with the trace's. */
export function withTraceHeaders(allowed: string | undefined): string {
  return [...(allowed === undefined || allowed === '' ? [] : [allowed]), ...traceHeaders].join(', ')
}

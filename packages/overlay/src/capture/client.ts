import {
  breadcrumbsIntegration,
  BrowserClient,
  browserTracingIntegration,
  consoleIntegration,
  consoleLoggingIntegration,
  defaultStackParser,
  httpContextIntegration,
  linkedErrorsIntegration,
  makeFetchTransport,
} from '@sentry/browser'
import type { ErrorEvent as SentryErrorEvent } from '@sentry/browser'
import { tabParameter } from 'protocol'
import { CAPTURE_SDK } from '../capture-sdk.ts'
import { readTab, TAB_KEY } from '../loader/tab-memory.ts'

/** Nobody is asked for it: without one the SDK continues no trace. */
const DSN = 'http://footlight@localhost/0'

/** The page record has them already, and a page of unbundled modules a thousand. */
const TOLD_BY_LOADER = ['resource.script', 'resource.css', 'resource.link']

export interface CaptureClientOptions {
  readonly window: Window & typeof globalThis
  readonly url: string
  readonly send: typeof fetch
  /** Where a trace's headers may go; looked at with each request. */
  readonly targets: RegExp[]
}

/**
 * Sentry's client with everything on that can be watched without changing what the app sees: none
 * of the default integrations that wrap timers, listeners or `Function.prototype.toString`, none that
 * drops an error because it came twice, and not the one that asks for the locale: the browser's first
 * `Intl.DateTimeFormat` takes 19 ms of the app's own thread, to say what everybody knows of their machine.
 */
export function createCaptureClient({
  window,
  url,
  send,
  targets,
}: CaptureClientOptions): BrowserClient {
  const isOwn = (address: string): boolean =>
    URL.canParse(address, window.location.href) &&
    new URL(address, window.location.href).href.startsWith(url)
  const client = new BrowserClient({
    dsn: DSN,
    environment: 'development',
    tracesSampleRate: 1,
    propagateTraceparent: true,
    tracePropagationTargets: targets,
    // Else the app would read another message than the browser wrote.
    enhanceFetchErrorMessages: false,
    sendClientReports: false,
    stackParser: defaultStackParser,
    transport: (options) => makeFetchTransport({ ...options, url: toAddress(window, url) }, send),
    integrations: [
      breadcrumbsIntegration({ dom: false }),
      consoleIntegration(),
      consoleLoggingIntegration(),
      httpContextIntegration(),
      linkedErrorsIntegration(),
      browserTracingIntegration({
        beforeStartSpan: (options) =>
          options.op === 'pageload' ? { ...options, name: window.location.pathname } : options,
        ignoreResourceSpans: TOLD_BY_LOADER,
        shouldCreateSpanForRequest: (address) => !isOwn(address),
      }),
    ],
    beforeSend: (event) => withoutOwnFrames(event, url),
    beforeSendLog: (log) => (isDevServerTalk(log.message) ? null : log),
    _metadata: { sdk: { name: CAPTURE_SDK } },
  })
  // Told before the address has changed; left alone, all are called `Navigation`.
  client.on('beforeStartNavigationSpan', (options, said) => {
    const to = said?.url ?? ''
    if (URL.canParse(to)) options.name = new URL(to).pathname
  })
  return client
}

function toAddress(window: Window, url: string): string {
  return `${url}stream?${tabParameter}=${readTab(window, TAB_KEY) ?? ''}`
}

/** Handlers that the app gave to the browser are called through ours. */
function withoutOwnFrames(event: SentryErrorEvent, url: string): SentryErrorEvent {
  for (const { stacktrace } of event.exception?.values ?? []) {
    if (stacktrace?.frames === undefined) continue
    stacktrace.frames = stacktrace.frames.filter(
      ({ filename }) => filename?.startsWith(url) !== true,
    )
  }
  return event
}

function isDevServerTalk(message: unknown): boolean {
  return String(message).startsWith('[vite]')
}

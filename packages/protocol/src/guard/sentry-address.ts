/** Where a Sentry SDK is about to send something. */
export interface SentryAddress {
  /** With the port, where one is named. */
  readonly host: string
  /** Of the DSN; a tunnel tells it in the body only. */
  readonly project: string | undefined
  /** The same place at a sidecar: path and query. */
  readonly path: string
}

/** As much of a `URL` as is needed; an object of `http.request` options has it, too. */
export interface RequestAddress {
  readonly host: string
  readonly pathname: string
  /** With the question mark, or empty. */
  readonly search: string
}

/**
 * Paths of Relay's that SDKs post to. A DSN may have a prefix before `/api/`.
 * @see https://develop.sentry.dev/sdk/overview/#endpoints
 */
const PATH =
  /\/api\/([^/]+)\/(?:envelope|store|minidump|security|csp-report|nel|unreal\/[^/]+|feedback|cron\/[^/]+(?:\/[^/]+)?|upload(?:\/[^/]+)?|integration\/otlp\/v1\/(?:traces|logs))\/?$/

const PUBLIC_KEY = /[?&]sentry_key=/
const SENTRY_HOST = /(?:^|\.)sentry\.io(?::\d+)?$/

/**
 * Whether a request goes to Sentry, told by its address alone, so that the app's own requests cost
 * one look at a path. `hasAuth`: an `X-Sentry-Auth` or `Sentry` authorization header was set.
 */
export function readSentryAddress(
  { host, pathname, search }: RequestAddress,
  hasAuth: boolean,
): SentryAddress | undefined {
  const match = PATH.exec(pathname)
  if (match === null) return undefined
  if (!hasAuth && !PUBLIC_KEY.test(search) && !SENTRY_HOST.test(host)) return undefined
  return { host, project: match[1], path: pathname.slice(match.index) + search }
}

import { install } from './installed.ts'

export const browserMajors = ['7', '8', '9', '10', '11'] as const

/** A folder with all of them side by side, as `sentry-<major>`. */
export function installBrowserSdks(): Promise<string> {
  const aliases = browserMajors.map((major) => [`sentry-${major}`, `npm:@sentry/browser@${major}`])
  return install('sentry-browser', Object.fromEntries(aliases) as Record<string, string>)
}

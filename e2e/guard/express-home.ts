import { install } from './installed.ts'

/** A folder with Express and an SDK in it. */
export function installExpress(): Promise<string> {
  return install('sentry-express', { '@sentry/node': '^11.12.0', express: '^5.3.0' })
}

/** How an app of this folder is started. */
interface App {
  /** What Node is given for its server, in the app's folder. */
  readonly server: readonly string[]
  /** Whether a Vite dev server stands before it. */
  readonly hasPage: boolean
  /** What is set for server and page, where Footlight is not in them to find the sidecar. */
  readonly toEnvironment?: (sidecar: string) => Readonly<Record<string, string>>
}

export type AppName = 'shop' | 'plain' | 'otel'

export const apps: Readonly<Record<AppName, App>> = {
  shop: {
    server: [
      '--import',
      'footlight/node',
      // Before TypeScript's: the hooks that Sentry puts into Node's loader have to be the inner ones.
      '--import',
      './server/instrument.js',
      '--import',
      '@oxc-node/core/register',
      'server/main.ts',
    ],
    hasPage: true,
  },
  plain: {
    server: ['--import', 'footlight/node', '--import', '@oxc-node/core/register', 'server.ts'],
    hasPage: true,
  },
  otel: {
    server: ['--import', './telemetry.js', 'server.js'],
    hasPage: false,
    toEnvironment: (sidecar) => ({
      OTEL_EXPORTER_OTLP_ENDPOINT: sidecar,
      OTEL_SERVICE_NAME: 'payments',
    }),
  },
}

export function isAppName(name: string): name is AppName {
  return Object.hasOwn(apps, name)
}

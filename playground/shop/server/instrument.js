import * as Sentry from '@sentry/node'

Sentry.init({
  dsn: process.env.SENTRY_DSN ?? '',
  environment: 'development',
  tracesSampleRate: 1,
  includeLocalVariables: true,
  // An error that comes twice is shown twice.
  integrations: (integrations) => integrations.filter(({ name }) => name !== 'Dedupe'),
})

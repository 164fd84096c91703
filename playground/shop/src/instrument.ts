import * as Sentry from '@sentry/react'

Sentry.init({
  dsn: import.meta.env.VITE_SENTRY_DSN,
  environment: 'development',
  // An error that comes twice is shown twice.
  integrations: (integrations) => [
    ...integrations.filter(({ name }) => name !== 'Dedupe'),
    Sentry.browserTracingIntegration(),
  ],
  tracesSampleRate: 1,
})

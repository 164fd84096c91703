import * as Sentry from '@sentry/react'

Sentry.init({
  // As an app has it; a name that nobody can ever have.
  dsn: 'https://public@o1.ingest.sentry.invalid/1',
  environment: 'development',
  // An error that comes twice is shown twice.
  integrations: (integrations) => [
    ...integrations.filter(({ name }) => name !== 'Dedupe'),
    Sentry.browserTracingIntegration(),
  ],
  tracesSampleRate: 1,
})

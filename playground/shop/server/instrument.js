import * as Sentry from '@sentry/node'

Sentry.init({
  // As an app has it; a name that nobody can ever have.
  dsn: 'https://public@o1.ingest.sentry.invalid/1',
  environment: 'development',
  tracesSampleRate: 1,
  includeLocalVariables: true,
  // An error that comes twice is shown twice.
  integrations: (integrations) => integrations.filter(({ name }) => name !== 'Dedupe'),
})

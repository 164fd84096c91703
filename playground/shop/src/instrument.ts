import * as Sentry from '@sentry/react'

Sentry.init({
  dsn: import.meta.env.VITE_SENTRY_DSN,
  environment: 'development',
  integrations: [Sentry.browserTracingIntegration()],
  tracesSampleRate: 1,
})

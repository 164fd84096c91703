// A server whose SDK keeps a part of what it sees, as it would in production.
import * as Sentry from '@sentry/node'

Sentry.init({
  dsn: process.env.DSN,
  tracesSampleRate: 0.25,
  beforeSend: (event) => (event.message === 'not worth it' ? null : event),
})

Sentry.captureMessage('not worth it')
Sentry.captureMessage('worth it')
for (let turn = 0; turn < 100; turn++) {
  Sentry.startNewTrace(() => Sentry.startSpan({ name: 'a piece of work' }, () => undefined))
}
await Sentry.flush(5000)

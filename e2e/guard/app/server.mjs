// What an app with an SDK does, told by environment: it says on standard output what it sent.
const Sentry = await import(process.env.SDK)

const problems = []
const fail = console.error
console.error = (...words) => problems.push(words.join(' '))

Sentry.init({
  dsn: process.env.DSN,
  tracesSampleRate: 1,
  enableLogs: true,
  release: 'guard@1',
})

Sentry.captureException(new Error('boom in the server'))
Sentry.captureMessage('a word from the server')
if (Sentry.startSpan) Sentry.startSpan({ name: 'a piece of work', op: 'task' }, () => undefined)
else Sentry.startTransaction({ name: 'a piece of work', op: 'task' }).finish()
Sentry.captureCheckIn?.({ monitorSlug: 'nightly', status: 'ok' })
Sentry.logger?.info?.('a line of the server')

// The app's own traffic, to somewhere that looks a little like Sentry.
const own = await fetch(`http://${process.env.OWN}/api/42/orders/?sentry_key=no`, {
  method: 'POST',
  body: 'order',
})
await own.text()

const isFlushed = await Sentry.flush(10_000)
console.error = fail
console.log(JSON.stringify({ isFlushed, problems }))
process.exit(0)

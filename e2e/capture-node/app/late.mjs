/** An app that starts its SDK in the middle of its work. */
console.log('before the SDK')
setTimeout(async () => {
  const Sentry = await import('@sentry/node')
  Sentry.init({ dsn: process.env.DSN, tracesSampleRate: 1 })
  console.error('after its start', new Error('of the app'))
  process.emitWarning('watch out')
  await Sentry.flush(2000)
}, 300)

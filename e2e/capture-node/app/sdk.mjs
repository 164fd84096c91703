import { createServer } from 'node:http'

/** What an app with an SDK of its own does: whatever is heard of it, is heard from the SDK. */
if (process.env.SDK === 'otel') {
  const { NodeSDK } = await import('@opentelemetry/sdk-node')
  new NodeSDK().start()
} else {
  const Sentry = await import('@sentry/node')
  Sentry.init({ dsn: process.env.DSN, tracesSampleRate: 1 })
}

const server = createServer((_request, response) => {
  console.log('a line of the server')
  console.error('it went wrong', new Error('of the server'))
  response.end()
})
server.listen(0, '127.0.0.1', async () => {
  await fetch(`http://127.0.0.1:${server.address().port}/`)
  process.emitWarning('watch out')
  server.close()
  server.closeAllConnections()
  setTimeout(() => {
    throw new Error('nobody caught it')
  }, 100)
})

// An app whose thread is blocked: the SDK tells of it from a thread of its own.
const Sentry = await import(process.env.SDK)

Sentry.init({ dsn: process.env.DSN, integrations: [Sentry.anrIntegration({ anrThreshold: 200 })] })
const wait = (time) => new Promise((resolve) => setTimeout(resolve, time))

// Its thread has to be there before it can miss anything.
await wait(1500)
const until = Date.now() + 1500
while (Date.now() < until) Math.sqrt(2)
await wait(500)
await Sentry.flush(5000)
process.exit(0)

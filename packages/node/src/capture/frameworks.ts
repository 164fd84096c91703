import type { Channels, Told } from './channels.ts'
import type { Errors } from './errors.ts'
import { readExpressRoute } from './express-route.ts'
import { readProperty } from './read-property.ts'
import { nameRoute } from './server-spans.ts'
import type { SpanMaker } from './span-maker.ts'

/**
 * Frameworks that publish what they do with a request, where each has the route, and the name under
 * which what a handler threw is told.
 */
const frameworks: readonly (readonly [string, string, (told: Told) => unknown])[] = [
  ['fastify.request.handler', 'fastify', ({ route }) => readProperty(route, 'url')],
  ['express.router.request', 'express', ({ req }) => readExpressRoute(req)],
  [
    'h3.request',
    'h3',
    ({ event }) =>
      readProperty(readProperty(readProperty(event, 'context'), 'matchedRoute'), 'route'),
  ],
]

/** Routes get names, and what a handler threw is told, with the framework's answer to it untouched. */
export function captureFrameworks(channels: Channels, spanMaker: SpanMaker, errors: Errors): void {
  for (const [channel, framework, readRoute] of frameworks) {
    channels.on(`tracing:${channel}:start`, (told) => {
      const span = spanMaker.context.getStore()
      const route = readRoute(told)
      if (span !== undefined && typeof route === 'string') nameRoute(span.segment, route)
    })
    channels.on(`tracing:${channel}:error`, ({ error }) => {
      // What somebody asked for wrongly is an answer, also when the framework prints it.
      const status = readProperty(error, 'statusCode') ?? readProperty(error, 'status')
      if (typeof status === 'number' && status < 500) errors.skip(error)
      else errors.capture(error, { mechanism: framework, isHandled: true })
    })
  }
}

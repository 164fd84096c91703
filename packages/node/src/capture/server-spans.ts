import type { IncomingMessage } from 'node:http'
import { http } from '../builtin-http.ts'
import { readHeaders } from 'protocol'
import { isAskedForTrace } from '../preflight/asked-headers.ts'
import type { Channels } from './channels.ts'
import { readLastRoute } from './express-route.ts'
import type { OpenSpan, SpanMaker } from './span-maker.ts'

/**
 * A span for each request that a server of this process answers, in the trace of whoever asks. What
 * runs on behalf of the request finds it where it is: Node publishes right before its `request`
 * event, in the same stretch of code.
 */
export function captureServer(channels: Channels, spanMaker: SpanMaker): void {
  channels.on('http.server.request.start', ({ request, response }) => {
    if (!(request instanceof http.IncomingMessage) || !(response instanceof http.ServerResponse))
      return
    if (isForPage(request) || isForTrace(request)) {
      // Before Node 24 a connection stays in the span of the request it carried last.
      spanMaker.context.enterWith(undefined)
      return
    }
    const span = startRequest(spanMaker, request)
    spanMaker.context.enterWith(span)
    // Once the answer is out, and also when whoever asked went away.
    response.once('close', () => {
      const { statusCode } = response
      const route = readLastRoute(request, String(span.attributes['url.path']))
      if (route !== undefined && !('http.route' in span.attributes)) nameRoute(span, route)
      span.attributes['http.response.status_code'] = statusCode
      spanMaker.end(span, statusCode >= 500 || !response.writableFinished)
    })
  })
}

function startRequest(spanMaker: SpanMaker, request: IncomingMessage): OpenSpan {
  const { method = 'GET', url = '/', headers, socket } = request
  const [path = '/', ...query] = url.split('?')
  const host = headers.host ?? `localhost:${socket.localPort}`
  const scheme = 'encrypted' in socket ? 'https' : 'http'
  const address = `${scheme}://${host}${url}`
  const { context } = readHeaders({
    'sentry-trace': readHeader(headers['sentry-trace']),
    traceparent: readHeader(headers['traceparent']),
  })
  return spanMaker.start({
    op: 'http.server',
    name: `${method} ${path}`,
    caller: context,
    request: { method, url: address },
    attributes: {
      'sentry.kind': 'server',
      'sentry.origin': 'auto.http.footlight',
      'http.request.method': method,
      'url.full': address,
      'url.path': path,
      'url.query': query.length === 0 ? undefined : query.join('?'),
      'url.scheme': scheme,
      'server.address': host.replace(/:\d+$/, ''),
      'server.port': socket.localPort,
      'client.address': socket.remoteAddress,
      'network.protocol.version': request.httpVersion,
      'user_agent.original': headers['user-agent'],
    },
  })
}

const documents: ReadonlySet<string | undefined> = new Set([
  undefined,
  'document',
  'iframe',
  'empty',
])

/** Browsers say what for: the hundreds of modules, styles and pictures of a page are no work of the app. */
function isForPage({ headers, url = '' }: IncomingMessage): boolean {
  return !documents.has(readHeader(headers['sec-fetch-dest'])) || url.includes('/__footlight/')
}

/** Nobody would ask it without us, and nothing of the app answers it. */
function isForTrace({ method, headers }: IncomingMessage): boolean {
  return (
    method === 'OPTIONS' &&
    isAskedForTrace(
      headers['access-control-request-headers'],
      headers['access-control-request-method'],
    )
  )
}

function readHeader(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : value?.[0]
}

/** What was `GET /orders/7` is `GET /orders/:id`. */
export function nameRoute(span: OpenSpan, route: string): void {
  const method = span.attributes['http.request.method']
  if (span.op !== 'http.server' || typeof method !== 'string') return
  span.name = `${method} ${route}`
  span.attributes['http.route'] = route
}

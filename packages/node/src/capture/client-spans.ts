import type { ClientRequest } from 'node:http'
import { http } from '../builtin-http.ts'
import type { Channels } from './channels.ts'
import type { OpenSpan, SpanMaker } from './span-maker.ts'
import { isLoopback, toTraceHeaders } from './trace-headers.ts'

/**
 * A span for each request through `http` and `https`; `created` is the channel that tells of them
 * first, `own` where ours go.
 */
export function captureClient(
  channels: Channels,
  spanMaker: SpanMaker,
  created: string,
  own: string,
): void {
  const spans = new WeakMap<ClientRequest, OpenSpan>()

  const start = ({ request }: { readonly request?: unknown }): OpenSpan | undefined => {
    if (!(request instanceof http.ClientRequest) || spans.has(request)) return undefined
    const host = String(request.getHeader('host') ?? request.host)
    if (host === own) return undefined
    const span = startOutgoing(spanMaker, request, host)
    spans.set(request, span)
    request.once('close', () => spanMaker.end(span, request.errored !== null))
    return span
  }

  channels.on(created, (told) => {
    const span = start(told)
    const { request } = told
    if (span === undefined || !(request instanceof http.ClientRequest)) return
    if (request.headersSent || !isLoopback(request.host)) return
    for (const [name, value] of toTraceHeaders(span)) {
      if (!request.hasHeader(name)) request.setHeader(name, value)
    }
  })
  // Those that nobody saw being created; their headers are written.
  channels.on('http.client.request.start', start)
  channels.on('http.client.response.finish', ({ request, response }) => {
    const span = request instanceof http.ClientRequest ? spans.get(request) : undefined
    if (span === undefined || !(response instanceof http.IncomingMessage)) return
    const { statusCode = 0 } = response
    span.attributes['http.response.status_code'] = statusCode
    response.once('close', () => spanMaker.end(span, statusCode >= 400))
  })
  channels.on('http.client.request.error', ({ request }) => {
    const span = request instanceof http.ClientRequest ? spans.get(request) : undefined
    if (span !== undefined) spanMaker.end(span, true)
  })
}

function startOutgoing(spanMaker: SpanMaker, request: ClientRequest, host: string): OpenSpan {
  const { method, protocol, path } = request
  const [pathname = '/', ...query] = path.split('?')
  return spanMaker.start({
    op: 'http.client',
    name: `${method} ${protocol}//${host}${pathname}`,
    attributes: {
      'sentry.kind': 'client',
      'sentry.origin': 'auto.http.footlight',
      'http.request.method': method,
      'url.full': `${protocol}//${host}${path}`,
      'url.path': pathname,
      'url.query': query.length === 0 ? undefined : query.join('?'),
      'server.address': request.host,
    },
  })
}

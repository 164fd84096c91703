import { callThrough } from '../guard/call-through.ts'
import type { Channels, Told } from './channels.ts'
import type { OpenSpan, SpanMaker } from './span-maker.ts'
import { hasProperties, readProperty } from './read-property.ts'
import { isLoopback, toTraceHeaders } from './trace-headers.ts'

/**
 * A span for each request through undici, Node's own `fetch` included; `own` is where ours go.
 *
 * @see https://undici.nodejs.org/#/docs/api/DiagnosticsChannel
 */
export function captureFetch(channels: Channels, spanMaker: SpanMaker, own: string): void {
  const spans = new WeakMap<object, OpenSpan>()
  const find = ({ request }: Told): OpenSpan | undefined =>
    hasProperties(request) ? spans.get(request) : undefined

  channels.on('undici:request:create', ({ request }) => {
    if (!hasProperties(request)) return
    const method = readProperty(request, 'method')
    const path = readProperty(request, 'path')
    const origin = String(readProperty(request, 'origin'))
    if (typeof method !== 'string' || typeof path !== 'string' || method === 'CONNECT') return
    if (!URL.canParse(path, origin)) return
    const url = new URL(path, origin)
    if (url.host === own) return
    const span = startFetch(spanMaker, method, url)
    spans.set(request, span)
    if (!isLoopback(url.hostname)) return
    const addHeader = readProperty(request, 'addHeader')
    if (!isMethod(addHeader) || hasTrace(readProperty(request, 'headers'))) return
    for (const header of toTraceHeaders(span)) callThrough(addHeader, request, header)
  })
  channels.on('undici:request:headers', (told) => {
    const status = readProperty(told['response'], 'statusCode')
    const span = find(told)
    if (span !== undefined && typeof status === 'number') {
      span.attributes['http.response.status_code'] = status
    }
  })
  channels.on('undici:request:trailers', (told) => {
    const span = find(told)
    if (span === undefined) return
    const status = span.attributes['http.response.status_code']
    spanMaker.end(span, typeof status === 'number' && status >= 400)
  })
  channels.on('undici:request:error', (told) => {
    const span = find(told)
    if (span !== undefined) spanMaker.end(span, true)
  })
}

function startFetch(spanMaker: SpanMaker, method: string, url: URL): OpenSpan {
  return spanMaker.start({
    op: 'http.client',
    name: `${method} ${url.origin}${url.pathname}`,
    attributes: {
      'sentry.kind': 'client',
      'sentry.origin': 'auto.http.footlight',
      'http.request.method': method,
      'url.full': url.href,
      'url.path': url.pathname,
      'url.query': url.search === '' ? undefined : url.search.slice(1),
      'server.address': url.hostname,
      'server.port': url.port === '' ? undefined : Number(url.port),
    },
  })
}

/** One text in undici 5 and 6, names and values in turn since then. */
function hasTrace(headers: unknown): boolean {
  const text = Array.isArray(headers) ? headers.join('\n') : String(headers)
  return /^(?:sentry-trace|traceparent)\b/im.test(text)
}

function isMethod(value: unknown): value is (...parameters: never[]) => unknown {
  return typeof value === 'function'
}

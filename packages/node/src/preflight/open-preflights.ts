import diagnostics from 'node:diagnostics_channel'
import { EventEmitter } from 'node:events'
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { http } from '../builtin-http.ts'
import { callThrough } from '../guard/call-through.ts'
import { readProperty } from '../capture/read-property.ts'
import { isLoopback } from '../capture/trace-headers.ts'
import type { Settings } from '../settings.ts'
import { createOriginNews } from './origin-news.ts'
import { isAskedForTrace, readAskedHeaders, withTraceHeaders } from './asked-headers.ts'

export interface OpenPreflights {
  readonly close: () => void
}

/** As long as a developer tries one thing. */
const MAX_AGE = '600'

/**
 * Lets pages of this machine send a trace's headers to the servers of this process. A browser asks
 * before it sends them to another origin: what it asks for only because of them is answered here, as
 * it would not have asked without, and of what it asks for anyway the app sees and answers what it
 * would have without. Where they may go the sidecar is told, and by it the pages.
 */
export function openPreflights({ sidecar }: Settings): OpenPreflights {
  const news = createOriginNews(sidecar)
  const answered = new WeakSet()
  const servers = new WeakSet()

  const hear = (told: unknown): void => {
    const request = readProperty(told, 'request')
    if (!(request instanceof http.IncomingMessage)) return
    const { origin, host } = request.headers
    if (origin === undefined || host === undefined || !isForeignPage(origin, host)) return
    if (request.method !== 'OPTIONS') {
      news.tell(`${'encrypted' in request.socket ? 'https' : 'http'}://${host}`)
      return
    }
    const asked = request.headers['access-control-request-headers']
    const response = readProperty(told, 'response')
    const server = readProperty(told, 'server')
    if (!isResponse(response) || !isEmitter(server)) return
    if (isAskedForTrace(asked, request.headers['access-control-request-method'])) {
      answered.add(request)
      if (!servers.has(server)) answerFirst(server, answered)
      servers.add(server)
    } else if (readAskedHeaders(asked).hasTrace) {
      hideAsked(request)
      allowWithAnswer(response)
    }
  }
  const listener = (told: unknown): void => {
    try {
      hear(told)
    } catch {
      // Node throws what a subscriber throws as an uncaught error of the app.
    }
  }
  diagnostics.subscribe('http.server.request.start', listener)
  return {
    close: () => {
      diagnostics.unsubscribe('http.server.request.start', listener)
      news.close()
    },
  }
}

/** A page of this machine, and of another origin than what it asks. */
function isForeignPage(origin: string, host: string): boolean {
  if (!URL.canParse(origin)) return false
  const page = new URL(origin)
  return page.host !== host && isLoopback(page.hostname) && isLoopback(toHostname(host))
}

function toHostname(host: string): string {
  return host.replace(/:\d+$/, '')
}

/** Node tells of a request right before it emits it: what stands before `emit` answers in the app's place. */
function answerFirst(server: EventEmitter, answered: WeakSet<object>): void {
  // oxlint-disable-next-line typescript/unbound-method -- called through with the server it is of
  server.emit = new Proxy(server.emit, {
    apply: (target, self, parameters: unknown[]) => {
      const [event, request, response] = parameters
      const isOurs =
        event === 'request' && request instanceof http.IncomingMessage && answered.has(request)
      if (!isOurs || !isResponse(response)) {
        return callThrough(target, self, parameters)
      }
      response.writeHead(204, {
        'access-control-allow-origin': request.headers.origin,
        'access-control-allow-credentials': 'true',
        'access-control-allow-headers': withTraceHeaders(undefined),
        'access-control-max-age': MAX_AGE,
        vary: 'Origin, Access-Control-Request-Headers',
      })
      response.end()
      return true
    },
  })
}

const ASKED = 'access-control-request-headers'

/** The app answers what a page without us would have asked. */
function hideAsked(request: IncomingMessage): void {
  const { rest } = readAskedHeaders(request.headers[ASKED])
  if (rest === undefined) delete request.headers[ASKED]
  else request.headers[ASKED] = rest
  const { rawHeaders } = request
  const at = rawHeaders.findIndex((name, index) => index % 2 === 0 && name.toLowerCase() === ASKED)
  if (at === -1) return
  if (rest === undefined) rawHeaders.splice(at, 2)
  else rawHeaders[at + 1] = rest
}

const ALLOWED = 'access-control-allow-headers'

/** Adds the trace's headers to what the app allows, where it allows the page anything. */
function allowWithAnswer(response: ServerResponse): void {
  // oxlint-disable-next-line typescript/unbound-method -- called through with the response it is of
  response.writeHead = new Proxy(response.writeHead, {
    apply: (target, self, parameters: unknown[]) => {
      const given = parameters.at(-1)
      for (const [name, value] of toPairs(given)) response.setHeader(name, value)
      if (response.hasHeader('access-control-allow-origin')) {
        const allowed = response.getHeader(ALLOWED)
        response.setHeader(
          ALLOWED,
          withTraceHeaders(allowed === undefined ? undefined : String(allowed)),
        )
      }
      const rest = typeof given === 'object' ? parameters.slice(0, -1) : parameters
      return callThrough(target, self, rest)
    },
  })
}

type HeaderPair = readonly [name: string, value: string | number | readonly string[]]

/** What `writeHead` takes: an object, or names and values in turn. */
function toPairs(given: unknown): readonly HeaderPair[] {
  if (!Array.isArray(given)) {
    return isHeaders(given)
      ? Object.entries(given).flatMap(([name, value]): readonly HeaderPair[] =>
          value === undefined ? [] : [[name, value]],
        )
      : []
  }
  const values: readonly unknown[] = given
  return values.flatMap((name, index): readonly HeaderPair[] =>
    index % 2 === 0 && typeof name === 'string' ? [[name, String(values[index + 1])]] : [],
  )
}

function isHeaders(value: unknown): value is OutgoingHttpHeaders {
  return typeof value === 'object' && value !== null
}

function isResponse(value: unknown): value is ServerResponse {
  return value instanceof http.ServerResponse
}

function isEmitter(value: unknown): value is EventEmitter {
  return value instanceof EventEmitter
}

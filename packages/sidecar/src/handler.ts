import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Store, StoredBytes } from 'store'
import type { Access, Decision, Purpose } from './access.ts'
import { readAddress } from './address.ts'
import type { Address } from './address.ts'
import type { ChangeApi } from './change-api.ts'
import { toCorsHeaders, toPreflightHeaders } from './cors.ts'
import { readCredentials } from './credentials.ts'
import type { Credentials } from './credentials.ts'
import { sendFailure, toFailure } from './failure.ts'
import type { IngestHandler } from './ingest-handler.ts'
import { isIngestPath, readComponent, toIngestRoute } from './ingest-route.ts'
import { toPage } from './page.ts'
import type { Presence } from './presence.ts'
import { readJsonBody } from './read-json-body.ts'
import { endSocket } from './listeners.ts'
import type { ReadRoutes } from './read-api.ts'
import { sendBytes } from './send-bytes.ts'
import { sendJson } from './send-json.ts'
import type { StaticFiles } from './static-files.ts'
import { sendStream } from './stream-route.ts'
import { toUploadRoute } from './uploads.ts'
import type { Uploads } from './uploads.ts'
import type { TracedOrigins } from './traced-origins.ts'
import type { WireServer } from './wire-server.ts'

/** Answers for a path that belongs to somebody else, such as MCP; access has been granted. */
export type Mount = (request: IncomingMessage, response: ServerResponse) => void

export interface HandlerTools {
  readonly access: Access
  readonly ingest: IngestHandler
  readonly uploads: Uploads
  readonly reads: ReadRoutes
  readonly changes: ChangeApi
  readonly store: Store
  readonly logFolder: string
  readonly wire: WireServer
  readonly files: StaticFiles
  readonly mounts: Readonly<Record<string, Mount>>
  readonly tracedOrigins: TracedOrigins
  /** What everybody may know. */
  readonly presence: Presence
}

export interface Handler {
  readonly onRequest: RequestListener
  readonly onUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
}

interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly address: Address
  readonly credentials: Credentials
}

/** A path that is answered, what it lets its caller do, and how. */
interface Route {
  readonly purpose: Purpose
  readonly answer: (exchange: Exchange) => Promise<void> | void
}

export function createHandler(tools: HandlerTools): Handler {
  const { access, store, reads, changes, files, wire } = tools

  const decide = (
    { request, credentials }: Pick<Exchange, 'request' | 'credentials'>,
    purpose: Purpose,
    ingestKey?: string,
  ): Decision =>
    access.decide({
      purpose,
      method: request.method ?? 'GET',
      peer: request.socket.remoteAddress ?? '',
      arrivedAt: request.socket.localAddress,
      host: request.headers.host,
      origin: request.headers.origin,
      fetchSite: single(request.headers['sec-fetch-site']),
      referer: request.headers.referer,
      contentType: request.headers['content-type'],
      token: credentials.token,
      ingestKey: ingestKey ?? credentials.publicKey,
    })

  const answerRead = async (
    { request, response, address }: Exchange,
    path: string,
  ): Promise<void> => {
    const stop = new AbortController()
    response.once('close', () => stop.abort())
    const answer = await reads.read(path, Object.fromEntries(address.query), stop.signal)
    if (response.destroyed) return
    if (answer.ok) await sendJson(request, response, answer.json, toCorsHeaders(request.headers))
    else sendFailure(response, answer.status, answer.failure)
  }

  /** DELETE has no body: it says in its query what is to go. */
  const answerChange = async (
    { request, response, address }: Exchange,
    path: string,
  ): Promise<void> => {
    const reading =
      request.method === 'DELETE'
        ? { ok: true as const, value: toFields(address.query) }
        : await readJsonBody(request)
    if (!reading.ok) {
      sendFailure(response, 400, toFailure('body', reading.detail))
      return
    }
    const answer = await changes.change(path, reading.value)
    if (answer.ok) await sendJson(request, response, JSON.stringify(answer.value))
    else sendFailure(response, answer.status, answer.failure)
  }

  /** Whoever may send what happened may learn where its trace's headers may go, and say where. */
  const answerTracedOrigins = async ({ request, response }: Exchange): Promise<void> => {
    const { tracedOrigins } = tools
    if (request.method === 'POST') {
      const reading = await readJsonBody(request)
      if (reading.ok) tracedOrigins.add(reading.value)
    }
    const json = JSON.stringify({ origins: tracedOrigins.list() })
    await sendJson(request, response, json, toCorsHeaders(request.headers))
  }

  const answerBytes = async (
    { response }: Exchange,
    found: Promise<StoredBytes | undefined>,
    name: string,
  ): Promise<void> => sendBytes(response, await found, { folder: tools.logFolder, name })

  const answerFile = async ({ request, response }: Exchange, path: string): Promise<void> => {
    // Pages load the loader as a module, which is a request with CORS.
    for (const [name, value] of Object.entries(toCorsHeaders(request.headers)))
      if (value !== undefined) response.setHeader(name, value)
    if (await files.send(request, response, path)) return
    sendFailure(response, 404, toFailure('not-found', 'This build has no such file.'))
  }

  const answerHealth = async (exchange: Exchange): Promise<void> => {
    if (exchange.credentials.token !== undefined && decide(exchange, 'read').ok) {
      await answerRead(exchange, 'health')
    } else {
      const headers = toCorsHeaders(exchange.request.headers)
      await sendJson(exchange.request, exchange.response, JSON.stringify(tools.presence), headers)
    }
  }

  /** Everything but ingest, by the end of the path: a proxy may have put something before it. */
  const findRoute = (method: string, path: string): Route | undefined => {
    const own = /\/__footlight(?:\/(?<rest>.*))?$/.exec(path)
    if (own !== null) return findOwnRoute(method, own.groups?.['rest'] ?? '')
    const isGet = method === 'GET' || method === 'HEAD'
    const envelope = /\/envelope\/([^/]+)$/.exec(path)?.[1]
    if (isGet && envelope !== undefined) {
      return {
        purpose: 'read',
        answer: (exchange) => answerBytes(exchange, store.rawBody(envelope), `${envelope}.bin`),
      }
    }
    for (const [end, mount] of Object.entries(tools.mounts)) {
      if (path === end || path.endsWith(end)) {
        return {
          purpose: 'read',
          answer: ({ request, response }) => {
            // Streams of agents may be silent for as long as they like.
            request.socket.setTimeout(0)
            mount(request, response)
          },
        }
      }
    }
    if (isGet && path.endsWith('/health')) return { purpose: 'presence', answer: answerHealth }
    if (isGet && path.endsWith('/stream')) {
      return {
        purpose: 'read',
        answer: ({ request, response, address }) =>
          sendStream(request, response, address.query, store),
      }
    }
    if (isGet && path.endsWith('/assets/main.js')) {
      return { purpose: 'page', answer: answerLoader }
    }
    if (isGet && path === '/') return { purpose: 'page', answer: answerPage }
    if (method === 'DELETE' && path.endsWith('/clear')) {
      return { purpose: 'change', answer: (exchange) => answerChange(exchange, 'clear') }
    }
    return undefined
  }

  const findOwnRoute = (method: string, rest: string): Route | undefined => {
    const api = /^api\/(?<path>.+)$/.exec(rest)?.groups?.['path']
    if (method === 'GET' && api !== undefined) {
      const raw = /^(?<list>envelopes|attachments)\/(?<id>[^/]+)\/raw$/.exec(api)?.groups
      if (raw === undefined)
        return { purpose: 'read', answer: (exchange) => answerRead(exchange, api) }
      const id = readComponent(raw['id'] ?? '')
      const find = raw['list'] === 'envelopes' ? store.rawBody : store.dataOf
      return { purpose: 'read', answer: (exchange) => answerBytes(exchange, find(id), `${id}.bin`) }
    }
    if (api !== undefined && (method === 'POST' || method === 'DELETE')) {
      return { purpose: 'change', answer: (exchange) => answerChange(exchange, api) }
    }
    if (rest === 'traced-origins' && (method === 'GET' || method === 'POST')) {
      return { purpose: 'ingest', answer: answerTracedOrigins }
    }
    if (method !== 'GET' && method !== 'HEAD') return undefined
    return { purpose: 'page', answer: (exchange) => answerFile(exchange, toFilePath(rest)) }
  }

  const answer = async (exchange: Exchange): Promise<void> => {
    const { request, response, address, credentials } = exchange
    const method = request.method ?? 'GET'
    const { path, query } = address
    if (method === 'OPTIONS') {
      const purpose = isIngestPath(path) || toUploadRoute(path) ? 'ingest' : 'read'
      const decision = decide(exchange, `preflight-${purpose}`)
      if (!decision.ok) refuse(response, decision)
      else {
        response.writeHead(204, toPreflightHeaders(request.headers))
        response.end()
      }
      return
    }
    const ingest = toIngestRoute(method, path, query)
    if (ingest !== undefined) {
      const decision = decide(exchange, 'ingest', ingest.ingestKey)
      if (decision.ok) await tools.ingest(request, response, ingest, credentials)
      else refuse(response, decision)
      return
    }
    const upload = ['POST', 'PATCH', 'HEAD'].includes(method) ? toUploadRoute(path) : undefined
    if (upload !== undefined) {
      const decision = decide(exchange, 'ingest')
      if (decision.ok) await tools.uploads.handle(request, response, upload)
      else refuse(response, decision)
      return
    }
    const route = findRoute(method, path)
    // Whoever may not know what is here does not learn it from what is not.
    const decision = decide(exchange, route?.purpose ?? 'page')
    if (!decision.ok) refuse(response, decision)
    else if (route === undefined) {
      const message = `Nothing is answered at ${method} ${path.slice(0, 80)}.`
      sendFailure(response, 404, toFailure('path', message))
    } else await route.answer(exchange)
  }

  return {
    onRequest: (request, response) => {
      // A reader that goes away is nobody's fault; without a listener it would end the process.
      response.on('error', () => undefined)
      const address = readAddress(request.url ?? '/')
      const credentials = readCredentials(request.headers, address.query)
      answer({ request, response, address, credentials }).catch((error: unknown) => {
        sendFailure(
          response,
          500,
          toFailure('broken', error instanceof Error ? error.message : String(error)),
        )
      })
    },
    onUpgrade: (request, socket, head) => {
      socket.on('error', () => undefined)
      const { path, query } = readAddress(request.url ?? '/')
      const credentials = readCredentials(request.headers, query)
      const token =
        credentials.token ?? readProtocolToken(request.headers['sec-websocket-protocol'])
      const decision = decide({ request, credentials: { ...credentials, token } }, 'read')
      if (!decision.ok) endSocket(socket, `${decision.status} Refused`)
      else if (path.endsWith('/__footlight/wire')) wire.accept(request, socket, head)
      else endSocket(socket, '404 Not Found')
    },
  }
}

function answerPage({ response }: Exchange): void {
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
  })
  response.end(toPage('/__footlight/'))
}

/**
 * Where Spotlight's overlay was: who asks for it gets the loader, from the loader's own address,
 * because that is where it looks for the rest of itself.
 */
function answerLoader({ request, response }: Exchange): void {
  response.writeHead(200, {
    ...toCorsHeaders(request.headers),
    'content-type': 'text/javascript; charset=utf-8',
  })
  response.end("import '../__footlight/loader.js'\n")
}

/** A link into the panel asks for its files, which are named relatively, from where it leads to. */
function toFilePath(rest: string): string {
  return `/${rest.replace(/^.*\/(?=panel\/)/, '')}`
}

/** What a query says, without the secret it may have been asked with. */
function toFields(query: URLSearchParams): Readonly<Record<string, string>> {
  return Object.fromEntries([...query].filter(([name]) => name !== 'token'))
}

/** A browser's WebSocket can send no header of its own, but offer protocols. */
function readProtocolToken(header: string | undefined): string | undefined {
  return header
    ?.split(',')
    .map((name) => name.trim())
    .find((name) => name.startsWith('footlight.'))
    ?.slice('footlight.'.length)
}

function refuse(
  response: ServerResponse,
  { status, refused: { code, message, fix } }: Extract<Decision, { ok: false }>,
): void {
  sendFailure(response, status, toFailure(`access-${code}`, message, fix))
}

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value
}

import { syncBuiltinESMExports } from 'node:module'
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import type {
  Agent,
  ClientRequest,
  IncomingMessage,
  OutgoingHttpHeaders,
  RequestOptions,
} from 'node:http'
import { http, https } from '../builtin-http.ts'
import type { Guard } from './guard.ts'
import { callThrough } from './call-through.ts'
import { copyBody } from './copied-body.ts'
import { holdResponse } from './held-response.ts'
import type { Shipping } from './shipping.ts'
import { hasSentryAuth, readHttpCall } from './request-address.ts'
import type { ReadRequest } from './request-address.ts'
import { findOrNowhere } from './sidecar-seeker.ts'
import type { SidecarSeeker } from './sidecar-seeker.ts'

/** Puts the guard before `http.request` and `https.request`; the answer takes it away again. */
export function guardHttp(guard: Guard, shipping: Shipping): () => void {
  const agent = new http.Agent({ keepAlive: true })
  const plain = http.request
  const restore = [
    guardRequest(http, 'http:', (read, path) => redirect(plain, guard, agent, read, path)),
    guardRequest(https, 'https:', (read, path) => redirect(plain, guard, agent, read, path)),
  ]
  // `import { request } from 'node:http'` reads what was exported when this is called.
  syncBuiltinESMExports()

  function guardRequest(
    module: { request: typeof http.request },
    protocol: 'http:' | 'https:',
    keep: (read: ReadRequest, path: string) => ClientRequest,
  ): () => void {
    const original = module.request
    const guarded = new Proxy(original, {
      apply: (target, self, parameters: unknown[]) => {
        const read = readHttpCall(parameters, protocol)
        const caught = read && guard.find(read, hasSentryAuth(read.options.headers))
        if (read === undefined || caught === undefined) {
          return callThrough(target, self, parameters)
        }
        if (caught.policy === 'keep') return keep(read, caught.path)
        const request = callThrough(target, self, parameters)
        let told: Promise<void> | undefined
        copyBody(request, (body) => {
          told =
            caught.policy === 'mirror'
              ? shipping.copy(caught, body, request.getHeaders())
              : shipping.count(caught, body.length)
        })
        holdResponse(request, () => told)
        return request
      },
    })
    module.request = guarded
    return () => {
      if (module.request === guarded) module.request = original
    }
  }

  return () => {
    for (const undo of restore) undo()
    syncBuiltinESMExports()
    agent.destroy()
  }
}

/** The same request to the sidecar: it streams, and the SDK hears what Sentry would answer. */
function redirect(
  request: typeof http.request,
  { sidecar }: Guard,
  agent: Agent,
  { options, callback }: ReadRequest,
  path: string,
): ClientRequest {
  const to: RequestOptions = {
    method: options.method ?? 'GET',
    headers: withoutHost(options.headers),
    protocol: 'http:',
    path,
    ...toPlace(sidecar, agent),
    ...(options.timeout === undefined ? {} : { timeout: options.timeout }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  }
  return isCallback(callback) ? request(to, callback) : request(to)
}

/** Over a connection that is kept, or over one that is made when there is somebody at its other end. */
function toPlace(sidecar: SidecarSeeker, agent: Agent): RequestOptions {
  const known = sidecar.known()
  if (known !== undefined) return { hostname: known.hostname, port: known.port, agent }
  return {
    hostname: 'localhost',
    defaultPort: 80,
    createConnection: (_options, onSocket) => void connectLater(sidecar, onSocket),
  }
}

async function connectLater(
  sidecar: SidecarSeeker,
  onSocket: (error: null, socket: Socket) => void,
): Promise<void> {
  const { hostname, port } = await findOrNowhere(sidecar)
  onSocket(null, connect(Number(port || 80), hostname.replace(/^\[|\]$/g, '')))
}

function isCallback(value: unknown): value is (response: IncomingMessage) => void {
  return typeof value === 'function'
}

/** The sidecar refuses a foreign `Host`, as it must. */
function withoutHost(headers: RequestOptions['headers']): OutgoingHttpHeaders | readonly string[] {
  if (headers === undefined) return {}
  if (isList(headers)) {
    return headers.filter((_entry, index) => headers[index - (index % 2)]?.toLowerCase() !== 'host')
  }
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'host'),
  )
}

function isList(headers: OutgoingHttpHeaders | readonly string[]): headers is readonly string[] {
  return Array.isArray(headers)
}

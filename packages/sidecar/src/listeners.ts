import { createServer } from 'node:http'
import type { IncomingMessage, RequestListener, Server } from 'node:http'
import type { Duplex } from 'node:stream'

/** The sockets on which the sidecar answers: the same on every address. */
export interface Listeners {
  readonly port: number
  /** Other ports beside the first, for OTLP. */
  readonly also: (port: number) => Promise<boolean>
  readonly close: () => Promise<void>
}

export interface ListenerOptions {
  readonly port: number
  readonly hosts: readonly string[]
  readonly onRequest: RequestListener
  readonly onUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
}

/** The port is somebody else's. */
export class PortTaken extends Error {}

/**
 * Limits of a connection. Headers have to come at once; bodies may take their time, but not for
 * ever. Cookies of every page on localhost come along, so that headers are larger than elsewhere.
 */
const limits = {
  headersTimeout: 10_000,
  requestTimeout: 120_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5000,
  maxHeaderSize: 64 * 1024,
}

const CONNECTION_LIMIT = 1000

export async function openListeners(options: ListenerOptions): Promise<Listeners> {
  const servers: Server[] = []
  const [first = '127.0.0.1', ...rest] = options.hosts
  const server = await listen(options, first, options.port)
  servers.push(server)
  const address = server.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  for (const host of rest) {
    try {
      servers.push(await listen(options, host, port))
    } catch (error) {
      // Without IPv6 there is no ::1; of a port that is taken on one address only, nothing is gained.
      if (error instanceof PortTaken) {
        await closeAll(servers)
        throw error
      }
    }
  }
  return {
    port,
    also: async (other) => {
      try {
        for (const host of options.hosts) servers.push(await listen(options, host, other))
        return true
      } catch {
        return false
      }
    },
    close: () => closeAll(servers),
  }
}

function listen(
  { onRequest, onUpgrade }: ListenerOptions,
  host: string,
  port: number,
): Promise<Server> {
  const server = createServer(limits, onRequest)
  server.maxConnections = CONNECTION_LIMIT
  server.on('upgrade', onUpgrade)
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n')
  })
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      const isTaken = 'code' in error && error.code === 'EADDRINUSE'
      reject(isTaken ? new PortTaken(`port ${port} is taken`) : error)
    })
    server.listen(port, host, () => resolve(server))
  })
}

async function closeAll(servers: readonly Server[]): Promise<void> {
  await Promise.all(
    servers.map(
      (server) =>
        new Promise<void>((resolve) => {
          server.close(() => resolve())
          server.closeAllConnections()
        }),
    ),
  )
}

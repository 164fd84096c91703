import type { IncomingMessage, RequestListener, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Failure } from 'protocol'
import { toFailure } from './failure.ts'
import { createWaitingSockets } from './waiting-sockets.ts'
import type { WaitingSockets } from './waiting-sockets.ts'

// An `import` of it reads everything that it exports, and since Node 22.5 that loads undici: 36 ms.
const { createServer } = process.getBuiltinModule('node:http')

/** The sockets on which the sidecar answers: the same on every address. */
export interface Listeners {
  readonly port: number
  /** Addresses that this machine turned out not to have. */
  readonly absent: readonly string[]
  /** Other ports beside the first, for OTLP. */
  readonly also: (port: number) => Promise<boolean>
  readonly close: () => Promise<void>
}

export interface ListenerOptions {
  readonly port: number
  /** The first has to be there; of the others some machines have none. */
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
  const absent: string[] = []
  const sockets = createWaitingSockets()
  const [first = '127.0.0.1', ...rest] = options.hosts
  const server = await listen(options, sockets, first, options.port)
  servers.push(server)
  const address = server.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  for (const host of rest) {
    try {
      servers.push(await listen(options, sockets, host, port))
    } catch (error) {
      // Of a port that is taken on one address nothing is gained; without IPv6 there is no ::1.
      if (error instanceof PortTaken) {
        await closeAll(servers)
        throw error
      }
      absent.push(host)
    }
  }
  return {
    port,
    absent,
    also: async (other) => {
      try {
        for (const host of options.hosts.filter((name) => !absent.includes(name)))
          servers.push(await listen(options, sockets, host, other))
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
  sockets: WaitingSockets,
  host: string,
  port: number,
): Promise<Server> {
  const server = createServer(limits)
  server.maxConnections = CONNECTION_LIMIT
  sockets.guard(server)
  server.on('request', onRequest)
  server.on('upgrade', onUpgrade)
  server.on('clientError', (error, socket) => {
    const isLong = 'code' in error && error.code === 'HPE_HEADER_OVERFLOW'
    if (isLong) endSocket(socket, '431 Request Header Fields Too Large', tooLong)
    else endSocket(socket, '400 Bad Request')
  })
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      const isTaken = 'code' in error && error.code === 'EADDRINUSE'
      reject(isTaken ? new PortTaken(`port ${port} is taken`) : error)
    })
    server.listen(port, host, () => resolve(server))
  })
}

const tooLong = toFailure(
  'too-long',
  `The address and the headers of a request may have ${limits.maxHeaderSize >> 10} KB together.`,
  'Ask with a shorter query, or in parts.',
)

/** Refuses what is no request yet. The other side need not agree to the connection's end. */
export function endSocket(socket: Duplex, status: string, failure?: Failure): void {
  if (!socket.writable) {
    socket.destroy()
    return
  }
  const body = failure === undefined ? '' : JSON.stringify({ failure })
  const type = failure === undefined ? '' : 'Content-Type: application/json\r\n'
  const head = `HTTP/1.1 ${status}\r\nConnection: close\r\n${type}Content-Length: ${body.length}\r\n\r\n`
  socket.end(head + body, () => socket.destroy())
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

import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { FRAME_LIMIT } from 'protocol'
import type { Parameters, ReaderName } from 'protocol'
import { endSocket } from './listeners.ts'
import { createWireConnection } from './wire-connection.ts'
import type { WireConnection, WireTools } from './wire-connection.ts'

/** The WebSocket side of the sidecar. Whoever gets here was let in by `access.ts`. */
export interface WireServer {
  readonly accept: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  /** Asks connected programs, such as the plugins for a module's source map; the first that knows answers. */
  readonly ask: (reader: ReaderName, question: string, parameters: Parameters) => Promise<unknown>
  /** Connections that are somebody's; the loader of a page counts as one. */
  readonly count: () => number
  readonly close: () => Promise<void>
}

const CONNECTION_LIMIT = 200

/** The second is what dev servers let through: some end every upgrade that is not Vite's. */
const subprotocols: ReadonlySet<string> = new Set(['footlight', 'vite-footlight'])

const HEARTBEAT = 30_000

export interface WireServerOptions extends WireTools {
  readonly onCount: (count: number) => void
}

export function createWireServer(options: WireServerOptions): WireServer {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: FRAME_LIMIT,
    // On one machine it costs more than it saves, and inflating is a way to be flooded.
    perMessageDeflate: false,
    handleProtocols: (offered) => [...offered].find((name) => subprotocols.has(name)) ?? false,
  })
  const connections = new Set<WireConnection>()

  const heartbeat = setInterval(() => {
    for (const connection of connections) connection.check()
  }, HEARTBEAT)
  heartbeat.unref()

  return {
    accept: (request, socket, head) => {
      if (connections.size >= CONNECTION_LIMIT) {
        endSocket(socket, '503 Service Unavailable')
        return
      }
      server.handleUpgrade(request, socket, head, (webSocket) => {
        const connection = createWireConnection(webSocket, request, options)
        connections.add(connection)
        options.onCount(connections.size)
        webSocket.on('close', () => {
          connection.close()
          connections.delete(connection)
          options.onCount(connections.size)
        })
      })
    },
    ask: (reader, question, parameters) => {
      const asked = [...connections].filter((connection) => connection.reader() === reader)
      const answers = asked.map(async (connection) => {
        const answer = await connection.ask(question, parameters)
        if (answer === undefined || answer === null) throw new Error('it does not know')
        return answer
      })
      return Promise.any(answers).catch(() => undefined)
    },
    count: () => connections.size,
    close: () =>
      new Promise((resolve) => {
        clearInterval(heartbeat)
        for (const connection of connections) connection.end()
        server.close(() => resolve())
      }),
  }
}

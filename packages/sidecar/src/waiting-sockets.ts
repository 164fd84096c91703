import type { Server } from 'node:http'
import type { Socket } from 'node:net'

/**
 * Sockets whose next request is not here yet, whole: they say nothing, half a header, or a body in
 * drops. Each costs nothing but a place, and places are what a sender that never finishes
 * (slow-loris) is after. When there are too many, the one that has waited longest gives up its own.
 */
export interface WaitingSockets {
  /** Watches the connections of one more server. */
  readonly guard: (server: Server) => void
}

/** Far more than the SDKs, tabs and agents of one developer keep open. */
const LIMIT = 256

/** A body of which nothing comes for so long will not be finished. */
const BODY_SILENCE = 30_000

/** An answer of which nothing is taken for so long is nobody's; streams beat more often. */
const ANSWER_SILENCE = 120_000

export function createWaitingSockets(limit: number = LIMIT): WaitingSockets {
  // A set keeps its order: the first has waited longest.
  const waiting = new Set<Socket>()

  const wait = (socket: Socket): void => {
    waiting.delete(socket)
    if (socket.destroyed) return
    waiting.add(socket)
    const [oldest] = waiting
    if (waiting.size <= limit || oldest === undefined) return
    waiting.delete(oldest)
    oldest.destroy()
  }

  return {
    guard: (server) => {
      server.on('connection', (socket: Socket) => {
        wait(socket)
        socket.once('close', () => waiting.delete(socket))
      })
      server.on('request', (request, response) => {
        const { socket, headers } = request
        const whenWhole = (): void => {
          waiting.delete(socket)
          socket.setTimeout(ANSWER_SILENCE)
        }
        if (headers['transfer-encoding'] === undefined && !hasLength(headers['content-length']))
          whenWhole()
        else {
          socket.setTimeout(BODY_SILENCE)
          request.once('end', whenWhole)
        }
        response.once('finish', () => wait(socket))
      })
      server.on('upgrade', (request) => {
        waiting.delete(request.socket)
      })
    },
  }
}

function hasLength(length: string | undefined): boolean {
  return length !== undefined && length !== '0'
}

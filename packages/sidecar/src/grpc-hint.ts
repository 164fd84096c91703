import { createServer } from 'node:http2'
import type { ServerHttp2Session } from 'node:http2'

export interface GrpcHint {
  /** None when somebody else has the port. */
  readonly port: number | undefined
  readonly close: () => Promise<void>
}

/** gRPC's "not implemented". */
const UNIMPLEMENTED = '12'

/** Exporters keep one connection each, and try again after some seconds. */
const CONNECTION_LIMIT = 64
const SILENCE = 10_000

/**
 * OTLP over gRPC is what some SDKs use unless told otherwise. It is not spoken here; whoever tries
 * hears what to set instead, in the words its own log prints.
 *
 * @see https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md#responses
 */
export async function openGrpcHint(
  port: number,
  url: string,
  onCall: () => void,
): Promise<GrpcHint> {
  const sessions = new Set<ServerHttp2Session>()
  const server = createServer({ maxSessionMemory: 1 })
  server.maxConnections = CONNECTION_LIMIT
  const message = `Footlight takes OTLP over HTTP: set OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf and OTEL_EXPORTER_OTLP_ENDPOINT=${url}`
  server.on('stream', (stream) => {
    onCall()
    stream.on('error', () => undefined)
    stream.respond(
      {
        ':status': 200,
        'content-type': 'application/grpc',
        'grpc-status': UNIMPLEMENTED,
        'grpc-message': encodeURIComponent(message).replace(/%20/g, ' '),
      },
      { endStream: true },
    )
  })
  server.on('session', (session) => {
    sessions.add(session)
    session.on('error', () => undefined)
    session.on('close', () => sessions.delete(session))
    // Closing would wait for streams that the other side keeps open.
    session.setTimeout(SILENCE, () => session.destroy())
  })
  await new Promise<void>((resolve) => {
    server.once('error', () => resolve())
    server.listen(port, '127.0.0.1', () => resolve())
  })
  const address = server.address()
  return {
    port: typeof address === 'object' ? address?.port : undefined,
    close: () =>
      new Promise((resolve) => {
        if (!server.listening) resolve()
        else server.close(() => resolve())
        for (const session of sessions) session.destroy()
      }),
  }
}

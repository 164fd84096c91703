import { createServer } from 'node:http2'
import type { Http2Server } from 'node:http2'

/** gRPC's "not implemented". */
const UNIMPLEMENTED = '12'

/**
 * OTLP over gRPC is what some SDKs use unless told otherwise. It is not spoken here; whoever tries
 * hears what to set instead, in the words its own log prints.
 *
 * @see https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md#responses
 */
export function createGrpcHint(url: string, onCall: (path: string) => void): Http2Server {
  const server = createServer({ maxSessionMemory: 1 })
  const message = `Footlight takes OTLP over HTTP: set OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf and OTEL_EXPORTER_OTLP_ENDPOINT=${url}`
  server.on('stream', (stream, headers) => {
    onCall((headers[':path'] ?? '').slice(0, 200))
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
    session.on('error', () => undefined)
    session.setTimeout(10_000, () => session.close())
  })
  return server
}

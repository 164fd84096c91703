import { openGrpcHint } from './grpc-hint.ts'
import type { Listeners } from './listeners.ts'
import type { Notices } from './notices.ts'

const HTTP_PORT = 4318
const GRPC_PORT = 4317

/** Where OpenTelemetry SDKs send unless told otherwise, as far as nobody else listens there. */
export async function openOtlpPorts(
  listeners: Listeners,
  url: string,
  notices: Notices,
): Promise<() => Promise<void>> {
  const hasPort = await listeners.also(HTTP_PORT)
  if (!hasPort) {
    notices.add(
      'otlp-port-taken',
      `Port ${HTTP_PORT} is another program's, perhaps a collector.`,
      `To see OpenTelemetry here set OTEL_EXPORTER_OTLP_ENDPOINT=${url}`,
    )
  }
  const hint = await openGrpcHint(GRPC_PORT, url, () => {
    notices.add(
      'otlp-grpc',
      'A program sends OTLP over gRPC, which is not spoken here.',
      `Set OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf and OTEL_EXPORTER_OTLP_ENDPOINT=${url}`,
    )
  })
  return hint.close
}

import { connect } from 'node:http2'
import { once } from 'node:events'
import { afterEach, expect, test } from 'vitest'
import { openGrpcHint } from './grpc-hint.ts'
import type { GrpcHint } from './grpc-hint.ts'

let hint: GrpcHint | undefined

afterEach(() => hint?.close())

test('who speaks gRPC hears in its own words what to set', async () => {
  let calls = 0
  hint = await openGrpcHint(0, 'http://127.0.0.1:8969', () => calls++)
  const session = connect(`http://127.0.0.1:${hint.port}`)
  const stream = session.request({
    ':method': 'POST',
    ':path': '/opentelemetry.proto.collector.trace.v1.TraceService/Export',
    'content-type': 'application/grpc',
    te: 'trailers',
  })
  stream.end(Buffer.alloc(5))
  const [headers] = (await once(stream, 'response')) as [Readonly<Record<string, string>>]
  expect(headers).toMatchObject({ ':status': 200, 'grpc-status': '12' })
  expect(decodeURIComponent(headers['grpc-message'] ?? '')).toContain(
    'OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:8969',
  )
  expect(calls).toBe(1)
  session.destroy()
})

test('who keeps a connection open does not keep it from ending', async () => {
  hint = await openGrpcHint(0, 'http://127.0.0.1:8969', () => undefined)
  const session = connect(`http://127.0.0.1:${hint.port}`)
  session.on('error', () => undefined)
  await once(session, 'connect')
  const closed = once(session, 'close')
  await hint.close()
  await closed
})

test('a port that somebody else has is left to them', async () => {
  hint = await openGrpcHint(0, 'http://127.0.0.1:8969', () => undefined)
  const second = await openGrpcHint(hint.port ?? 0, 'http://127.0.0.1:8970', () => undefined)
  expect(second.port).toBeUndefined()
  await second.close()
})

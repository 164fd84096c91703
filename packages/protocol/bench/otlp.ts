import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire'

/** One export of the same spans in both encodings. */
export interface OtlpSample {
  readonly spans: number
  readonly json: Uint8Array
  readonly protobuf: Uint8Array
}

const traceId = '4f5e6d7c8b9aa9b8c7d6e5f4a3b2c1d0'
const start = 1_790_000_000_000_000_000n

interface Span {
  readonly spanId: string
  readonly name: string
  readonly start: bigint
  readonly end: bigint
  readonly attributes: Readonly<Record<string, string | number>>
}

function toSpan(index: number): Span {
  return {
    spanId: (index + 1).toString(16).padStart(16, '0'),
    name: 'SELECT items',
    start: start + BigInt(index) * 1_000_000n,
    end: start + BigInt(index) * 1_000_000n + 4_000_000n,
    attributes: {
      'db.system.name': 'postgresql',
      'db.namespace': 'shop',
      'db.query.text': `SELECT * FROM items WHERE id = ${index}`,
      'db.operation.name': 'SELECT',
      'server.address': 'localhost',
      'server.port': 5432,
      'http.route': '/items/:id',
      'app.tenant': 'acme',
      'app.customer': `customer-${index % 50}`,
      'app.attempt': index % 3,
      'thread.name': 'main',
      'code.function.name': 'loadItem',
    },
  }
}

function toJsonValue(value: string | number): object {
  return typeof value === 'number' ? { intValue: value } : { stringValue: value }
}

function toJson(spans: readonly Span[]): Uint8Array {
  const document = {
    resourceSpans: [
      {
        resource: { attributes: [{ key: 'service.name', value: { stringValue: 'shop' } }] },
        scopeSpans: [
          {
            scope: { name: 'bench' },
            spans: spans.map((span) => ({
              traceId,
              spanId: span.spanId,
              name: span.name,
              kind: 3,
              startTimeUnixNano: String(span.start),
              endTimeUnixNano: String(span.end),
              attributes: Object.entries(span.attributes).map(([key, value]) => ({
                key,
                value: toJsonValue(value),
              })),
              status: {},
            })),
          },
        ],
      },
    ],
  }
  return new TextEncoder().encode(JSON.stringify(document))
}

function toBytes(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}

function message(field: number, writer: BinaryWriter, fill: (inner: BinaryWriter) => void): void {
  writer.tag(field, WireType.LengthDelimited).fork()
  fill(writer)
  writer.join()
}

function text(field: number, writer: BinaryWriter, value: string): void {
  writer.tag(field, WireType.LengthDelimited).string(value)
}

function attribute(field: number, writer: BinaryWriter, key: string, value: string | number): void {
  message(field, writer, () => {
    text(1, writer, key)
    message(2, writer, () => {
      if (typeof value === 'string') text(1, writer, value)
      else writer.tag(3, WireType.Varint).int64(value)
    })
  })
}

function toProtobuf(spans: readonly Span[]): Uint8Array {
  const writer = new BinaryWriter()
  message(1, writer, () => {
    message(1, writer, () => attribute(1, writer, 'service.name', 'shop'))
    message(2, writer, () => {
      message(1, writer, () => text(1, writer, 'bench'))
      for (const span of spans) {
        message(2, writer, () => {
          writer.tag(1, WireType.LengthDelimited).bytes(toBytes(traceId))
          writer.tag(2, WireType.LengthDelimited).bytes(toBytes(span.spanId))
          text(5, writer, span.name)
          writer.tag(6, WireType.Varint).int32(3)
          writer.tag(7, WireType.Bit64).fixed64(span.start)
          writer.tag(8, WireType.Bit64).fixed64(span.end)
          for (const [key, value] of Object.entries(span.attributes)) {
            attribute(9, writer, key, value)
          }
          message(15, writer, () => undefined)
        })
      }
    })
  })
  return writer.finish()
}

export function toOtlpSample(count: number): OtlpSample {
  const spans = Array.from({ length: count }, (_, index) => toSpan(index))
  return { spans: count, json: toJson(spans), protobuf: toProtobuf(spans) }
}
